package app.kolan.simulator;

import app.kolan.simulator.SimulatedRecordings.Recording;
import app.kolan.simulator.account.AccountAnswer;
import app.kolan.simulator.account.Pages;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Recordings as the REST interface shows them.
///
/// Source: https://www.twilio.com/docs/voice/api/recording
final class RecordingResource {
  private static final String SINCE = "DateCreated>";

  private RecordingResource() {}

  /// The fields of one.
  static Map<String, @Nullable Object> fields(String accountSid, Recording recording) {
    String created =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(recording.createdAt().atOffset(ZoneOffset.UTC));
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("account_sid", accountSid);
    fields.put("api_version", CallParameters.API_VERSION);
    fields.put("call_sid", recording.callSid());
    fields.put("channels", 1);
    fields.put("conference_sid", null);
    fields.put("date_created", created);
    fields.put("date_updated", created);
    fields.put("duration", recording.isReady() ? Long.toString(recording.seconds()) : "-1");
    fields.put("error_code", null);
    fields.put("price", null);
    fields.put("sid", recording.sid());
    fields.put("source", "RecordVerb");
    fields.put("start_time", created);
    fields.put("status", recording.isReady() ? "completed" : "processing");
    fields.put(
        "uri", "/2010-04-01/Accounts/%s/Recordings/%s.json".formatted(accountSid, recording.sid()));
    return fields;
  }

  /// A page of the list: those of a call, or created on a day or after it, when the query says so.
  static RestAnswer list(String accountSid, List<Recording> all, URI request) {
    FormPairs query = query(request);
    Optional<String> call = query.first("CallSid");
    Instant since = query.first(SINCE).map(RecordingResource::instant).orElse(Instant.EPOCH);
    List<Recording> found =
        all.stream()
            .filter(recording -> call.isEmpty() || recording.callSid().equals(call.get()))
            .filter(recording -> !recording.createdAt().isBefore(since))
            .toList();
    Pages page = Pages.of(query);
    String filter = query.first(SINCE).map(day -> "DateCreated%3E=" + day + "&").orElse("");
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put(
        "next_page_uri",
        page.isLast(found) ? null : request.getPath() + "?" + filter + page.next());
    fields.put("page", page.number());
    fields.put("page_size", page.size());
    fields.put("recordings", page.cut(found).stream().map(one -> fields(accountSid, one)).toList());
    return RestAnswer.of(AccountAnswer.resource(fields));
  }

  private static FormPairs query(URI request) {
    try {
      return FormPairs.parse(Optional.ofNullable(request.getRawQuery()).orElse(""));
    } catch (MalformedForm _) {
      return FormPairs.NONE;
    }
  }

  /// A day means its midnight, in UTC.
  private static Instant instant(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }
}
