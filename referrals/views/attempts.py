"""Doing one act for a form or a button, with its refusal in words; and where it leads back to."""

from django.http import HttpResponse
from django.shortcuts import redirect

from ppks_service.attempts import attempt, press
from referrals.models import Referral

__all__ = ["attempt", "back_to", "press"]


def back_to(referral: Referral) -> HttpResponse:
    return redirect("referrals:show", referral.number)
