package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.api.ApiProblem.Mistake;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.business.LeadField;
import app.kolan.server.crm.PlainText;
import app.kolan.server.store.CrmConflict;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the resources of contacts, leads and promises read from requests.
///
/// @param businesses the settings as they are now
record CrmRequests(BusinessDirectory businesses) {
  private static final int MOST_TRIES = 4;

  BusinessLocale locale(ApiRequest request) {
    return settings(request)
        .map(settings -> settings.business().locale())
        .orElse(BusinessLocale.ISRAEL);
  }

  List<LeadField> fields(ApiRequest request) {
    return settings(request)
        .map(settings -> settings.business().profile().fields())
        .orElse(List.of());
  }

  /// What can be booked at the business; empty when nothing can.
  Optional<BookingSettings> booking(ApiRequest request) {
    return settings(request).map(settings -> settings.business().profile().booking());
  }

  private Optional<BusinessSettings> settings(ApiRequest request) {
    long business = request.in().id();
    return businesses.all().stream()
        .filter(settings -> settings.business().id() == business)
        .findFirst();
  }

  /// A number as somebody typed it, in E.164.
  PhoneNumber number(ApiRequest request, String at, String typed) {
    return CallbackNumber.ofKeys(PlainText.of(typed), locale(request).country())
        .orElseThrow(
            () -> invalid(at, "no telephone number", "write it in E.164, such as +972501234567"));
  }

  /// The SID of the path, when it can be one.
  static CallSid call(ApiRequest request, String what) {
    try {
      return new CallSid(request.inPath("call"));
    } catch (IllegalArgumentException _) {
      throw ApiProblem.unknown(what);
    }
  }

  static ApiProblem invalid(String at, String seen, String remedy) {
    return new ApiProblem(
        Kind.INVALID, "Nothing was changed.", List.of(new Mistake(at, seen, remedy)));
  }

  /// A time of the body, when there is one.
  static @Nullable Instant instant(String at, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw invalid(at, "no time", "write it in UTC, such as 2026-11-29T17:00:00Z");
    }
  }

  static String etag(long revision) {
    return "\"r" + revision + "\"";
  }

  /// Makes a change that is decided from what is there, and decides it again when something was
  /// changed meanwhile: an `If-Match` that does not hold any more shows then.
  static <T> T change(Supplier<T> change) {
    for (int tries = 1; ; tries++) {
      try {
        return change.get();
      } catch (CrmConflict conflict) {
        if (conflict.kind() != CrmConflict.Kind.CHANGED || tries >= MOST_TRIES) {
          throw conflict;
        }
      }
    }
  }

  /// @throws ApiProblem when the change was made from another state
  static void requireMatch(ApiRequest request, long revision) {
    String match = request.headers().getOrDefault("if-match", "*");
    if (!match.equals("*") && !List.of(match.split("\\s*,\\s*", -1)).contains(etag(revision))) {
      throw new ApiProblem(Kind.CHANGED, "It is now at " + etag(revision) + "; read it again.");
    }
  }
}
