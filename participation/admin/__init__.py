"""The inbox, the working screen and the set-up of participation in the Wagtail admin."""
