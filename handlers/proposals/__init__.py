"""Words that members wrote, proposed as capsules: never without their author's consent."""
