"""The Web API methods the playground answers, one module per family."""
