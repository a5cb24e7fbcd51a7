package app.kolan.server.console.page;

import app.kolan.server.business.CallbackNumber;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.Permission;
import app.kolan.server.outbound.CallBackPerson;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.server.outbound.OutboundCalls.Ordered;
import app.kolan.server.outbound.Refusal;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Recording;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.util.Optional;

/// Calling somebody back by one tap: from a lead, a call, a contact, the page of today.
///
/// A form carries a key, so that a second tap on it is the same call.
public record CallBackPages(
    OutboundCalls outbound,
    Stores stores,
    RelatedOutgoingCalls callsBack,
    AudioFiles audioFiles,
    PageAudit audit) {
  private static final String KEY = "[0-9a-f-]{36}";
  private static final String OWN_PATH = "/(today|(calls|leads|people)/[A-Za-z0-9]{1,40})";

  public void addTo(Routes routes) {
    routes.post(
        "/b/{business}/call-back", PageAdmission.with(Permission.CALLS_PLACE), this::callBack);
    routes.get(
        "/b/{business}/call-backs/{order}/sound",
        PageAdmission.with(Permission.RECORDINGS_READ),
        this::sound);
  }

  private PageAnswer sound(PageRequest request) throws IOException {
    Recording recording =
        outbound
            .store()
            .find(request.in().id(), request.inPath("order"))
            .flatMap(callsBack::recording)
            .orElseThrow(PageProblem::unknown);
    String file = recording.audioFile();
    if (file == null) {
      throw PageProblem.unknown();
    }
    return new SoundAnswers(audioFiles, audit)
        .answer(request, "recording.read", recording.sid().value(), file);
  }

  /// The question whether somebody is called now, although it is no time for calls.
  ///
  /// @param subject `call`, `contact` or `number`
  /// @param of which one
  /// @param back the page that it was asked on, below the business
  public record Question(String subject, String of, String key, String back) {}

  private PageAnswer callBack(PageRequest request) {
    Form form = request.form();
    String key = form.text("key");
    String back = form.text("back").matches(OWN_PATH) ? form.text("back") : "/today";
    String subject = subject(form);
    if (!key.matches(KEY)) {
      throw new PageProblem(Kind.MALFORMED);
    }
    CallBackPerson person = person(request, subject).orElseThrow(PageProblem::unknown);
    Ordered ordered =
        outbound.callBack(
            new OutboundCalls.CallBack(
                request.in().id(),
                "console:" + key,
                person.number(),
                null,
                person.lead(),
                person.contact(),
                person.reason(),
                person.name(),
                form.has("even-in-quiet"),
                request.actor()));
    String path = request.inBusiness(back);
    return switch (ordered) {
      case Ordered.Taken _ -> request.go(path, Flash.of("flash.calling-back"));
      case Ordered.KeyUsed() -> throw new PageProblem(Kind.MALFORMED);
      case Ordered.Refused(var why) when why == Refusal.QUIET ->
          request.show(
              "page/callBack", "leads", new Question(subject, form.text(subject), key, back));
      case Ordered.Refused(var why) ->
          request.go(path, Flash.of("flash.not-calling-back", request.texts().name(why)));
    };
  }

  private static String subject(Form form) {
    for (String each : new String[] {"call", "contact", "number"}) {
      if (form.has(each)) {
        return each;
      }
    }
    throw new PageProblem(Kind.MALFORMED);
  }

  private Optional<CallBackPerson> person(PageRequest request, String subject) {
    long business = request.in().id();
    String text = request.form().text(subject);
    return switch (subject) {
      case "call" ->
          sid(text)
              .flatMap(call -> CallBackPerson.ofCall(stores.crm(), stores.calls(), business, call));
      case "contact" ->
          text.matches("[0-9]{1,18}")
              ? stores
                  .crm()
                  .contacts()
                  .find(business, Long.parseLong(text))
                  .flatMap(CallBackPerson::ofContact)
              : Optional.empty();
      default ->
          number(request, text).map(it -> CallBackPerson.ofNumber(stores.crm(), business, it));
    };
  }

  private static Optional<PhoneNumber> number(PageRequest request, String text) {
    return CallbackNumber.ofKeys(PlainText.of(text), request.site().locale(request.in()).country());
  }

  private static Optional<CallSid> sid(String text) {
    try {
      return Optional.of(new CallSid(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
