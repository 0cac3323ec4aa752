# The bot in a container: docker build -t portevoix . (docs/many-processes.md says how to run it).
FROM python:3.13-slim AS libraries
WORKDIR /bot
RUN python -m venv --without-pip libraries
COPY requirements.lock .
# Only what the lock file names, and only if its hash is the one written there.
RUN pip --python libraries/bin/python install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps \
    --only-binary :all: --requirement requirements.lock

FROM python:3.13-slim
# Nobody's account: the bot can write in /data and nowhere else.
RUN useradd --uid 10001 --create-home --home-dir /data portevoix
WORKDIR /bot
COPY --from=libraries /bot/libraries libraries
COPY bot bot
COPY handlers handlers
COPY storage storage
ENV PATH=/bot/libraries/bin:$PATH PYTHONPATH=/bot PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER portevoix
# config.toml is looked for here, and an SQLite file with a relative path is kept here.
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
# Asks /healthz where the configuration says the web server is; without one, whether the bot is the process that runs.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-m", "bot.alive"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
