"""The public page: testimonials whose authors agreed to be read by anybody, without account or tracker."""
