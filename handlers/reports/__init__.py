"""How each capsule went: posted where and when, likes, comments, answers; never by whom."""
