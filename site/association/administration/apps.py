import gc

from django.contrib.admin.apps import AdminConfig


class SuperuserAdminConfig(AdminConfig):
    default_site = "association.administration.site.SuperuserAdminSite"

    def ready(self) -> None:
        """The last of ours to load: what there is now stays, and is looked through for garbage no more.

        Looking through it took a third of the time that a process needs to start, and once more a third when
        it ended. `manage.py` and `wsgi.py` begin to look only here. Workers that are forked share it all.
        """
        super().ready()
        gc.freeze()
        gc.enable()
