"""A conversation with a client who opens up when heard and closes when managed.

The client is data (`client.Client`). The same client, seed and turns give the same conversation. Pure; needs the
standard library only.
"""

from workbook_lib.listening.client import Client, client_of
from workbook_lib.listening.conversation import Conversation, Turn, as_data, begin, conversation_of, say
from workbook_lib.listening.hearing import hear
from workbook_lib.listening.small_talk import SmallTalk, small_talk_of

__all__ = [
    "Client",
    "Conversation",
    "SmallTalk",
    "Turn",
    "as_data",
    "begin",
    "client_of",
    "conversation_of",
    "hear",
    "say",
    "small_talk_of",
]
