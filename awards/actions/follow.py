"""`Khối tôi theo dõi`: a person's own list, told to nobody and so without a line in the trail."""

from django.db import transaction

from awards.models import Follow
from units.models import Bloc, User


@transaction.atomic
def follow(bloc: Bloc, *, by: User) -> None:
    """Put the bloc on the person's list; nothing happens where it is there already."""
    Follow.objects.get_or_create(user=by, bloc=bloc)


@transaction.atomic
def unfollow(bloc: Bloc, *, by: User) -> None:
    """Take the bloc off the person's list; nothing happens where it is not there."""
    Follow.objects.filter(user=by.pk, bloc=bloc).delete()
