"""What we show: pages that read the form, call one action and answer."""
