"""What search engines read of the public page: schema.org's Course, AggregateRating and Review. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from handlers.wall.pages import Page
from storage.testimonials import Voice

Data = Mapping[str, object]


def described(page: Page, learner: str) -> Data:
    """The page's courses with their reviews; `learner` stands for authors who gave no name."""
    by_course: dict[str, list[Voice]] = defaultdict(list)
    for voice in page.voices:
        by_course[voice.course].append(voice)
    courses = [_course(page, title, said, learner) for title, said in by_course.items()]
    return {"@context": "https://schema.org", "@graph": courses}


def _course(page: Page, title: str, said: Sequence[Voice], learner: str) -> Data:
    described: dict[str, object] = {
        "@type": "Course",
        "name": title,
        "provider": {"@type": "Organization", "name": page.workspace},
        "review": [_review(voice, learner) for voice in said],
    }
    if page.stars is not None:
        described["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": page.stars.mean,
            "ratingCount": page.stars.n,
            "bestRating": 5,
            "worstRating": 1,
        }
    return described


def _review(voice: Voice, learner: str) -> Data:
    return {
        "@type": "Review",
        "author": {"@type": "Person", "name": voice.name or learner},
        "reviewBody": voice.words,
        "inLanguage": voice.language,
        "datePublished": voice.published_at.strftime("%Y-%m"),
    }
