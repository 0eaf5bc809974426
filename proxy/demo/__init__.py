"""The main job in a minute, without a mail account: a play with a smarthost, a service and Bill.

``smarthost`` is a Maildir that speaks SMTP, ``letters`` what is submitted, ``play`` the order of
events. All of it runs on free loopback ports and in a directory that is gone afterwards.
"""
