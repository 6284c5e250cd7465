"""Who may sign in, with what, and what their browser may load."""

from collections.abc import Callable

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy everywhere; under the admin's address, what its theme needs."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(reverse("admin:index")):
            parts.update = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


class SecondFactor:
    """Keeps staff who have no second factor from everything but setting one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.REQUIRE_SECOND_FACTOR or not request.user.is_staff:
            return self.get_response(request)
        # Signing in and out and the set-up itself stay open.
        if request.path_info.startswith("/accounts/") or is_mfa_enabled(request.user):
            return self.get_response(request)
        messages.info(request, "Staff sign in with a second factor. Please set one up.")
        return redirect("mfa_activate_totp")
