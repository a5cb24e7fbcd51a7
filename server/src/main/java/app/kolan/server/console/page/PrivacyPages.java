package app.kolan.server.console.page;

import app.kolan.server.api.Api;
import app.kolan.server.api.StreamedBody;
import app.kolan.server.audit.AuditDetail;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Users;
import app.kolan.server.privacy.ErasureRequest;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.Erasures;
import app.kolan.server.privacy.LegalHold;
import app.kolan.server.privacy.PrivacyRefusal;
import app.kolan.server.privacy.RetentionRun;
import app.kolan.server.privacy.Selection;
import app.kolan.server.store.Contact;
import app.kolan.server.store.ContactStore;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a business does with the data of people: erases and exports one person, keeps what must be
/// kept, deletes what is old.
public record PrivacyPages(
    Api.Privacy privacy, ContactStore contacts, Users users, PageAudit audit) {
  private static final int LATEST = 20;
  private static final int LATEST_RUNS = 5;
  private static final String PATH = "/b/{business}/privacy";

  public void addTo(Routes routes) {
    var erase = PageAdmission.with(Permission.PERSONS_ERASE);
    var hold = PageAdmission.with(Permission.HOLDS_WRITE);
    routes.get(PATH, PageAdmission.with(Permission.PRIVACY_READ), this::show);
    routes.post(PATH + "/erasures", erase, this::erase);
    routes.post(PATH + "/export", PageAdmission.with(Permission.PERSONS_EXPORT), this::export);
    routes.post(PATH + "/holds", hold, this::placeHold);
    routes.post(PATH + "/holds/{hold}", hold, this::liftHold);
    routes.post(PATH + "/retention", erase, this::runRetention);
  }

  /// The page.
  ///
  /// @param person whom it was opened for; null for nobody
  /// @param days after how many days what is deleted, by kinds
  public record Shown(
      @Nullable Person person,
      Map<String, Integer> days,
      List<RetentionRun> runs,
      List<ErasureRequest> erasures,
      List<Hold> holds) {
    public Shown {
      days = Collections.unmodifiableMap(new LinkedHashMap<>(days));
      runs = List.copyOf(runs);
      erasures = List.copyOf(erasures);
      holds = List.copyOf(holds);
    }
  }

  /// A contact by his name.
  public record Person(long contact, String name) {}

  /// A hold that holds.
  ///
  /// @param who placed it, in words
  public record Hold(LegalHold hold, String who) {}

  /// What an erasure would delete, before it is asked for.
  ///
  /// @param who as he was named: a contact, or as a number was typed
  /// @param contact null for one who was named by a number
  /// @param number as it was typed; empty for one who was named otherwise
  /// @param held whether a hold is in the way
  public record Preview(
      String who,
      @Nullable Long contact,
      String number,
      int calls,
      int contacts,
      int rows,
      int files,
      String megabytes,
      boolean held) {
    /// Whether nothing is known of him.
    public boolean isEmpty() {
      return calls == 0 && contacts == 0 && rows == 0 && files == 0;
    }
  }

  private PageAnswer show(PageRequest request) {
    long business = request.in().id();
    var names = new HashMap<String, String>();
    String contact = request.query().text("contact");
    var page =
        new Shown(
            contact.matches("[0-9]{1,18}") && request.may(Permission.CONTACTS_READ)
                ? contacts
                    .find(business, Long.parseLong(contact))
                    .map(found -> person(request, found))
                    .orElse(null)
                : null,
            privacy.retention().policy(business).days(),
            privacy.store().runs(business, Long.MAX_VALUE, LATEST_RUNS),
            privacy.store().erasures(business, Long.MAX_VALUE, LATEST),
            privacy.store().holds(business, Long.MAX_VALUE, LATEST).stream()
                .map(
                    hold ->
                        new Hold(
                            hold,
                            names.computeIfAbsent(
                                hold.placedBy(),
                                actor -> Actors.name(actor, users, request.texts()))))
                .toList());
    return request.show("page/privacy", "privacy", page);
  }

  private static Person person(PageRequest request, Contact contact) {
    return new Person(
        contact.id(),
        contact
            .name()
            .orElseGet(
                () ->
                    contact.numbers().stream()
                        .findFirst()
                        .map(number -> request.ui().phoneText(number))
                        .orElseGet(() -> request.texts().text("people.no-name"))));
  }

  /// The first time it says what is lost, the second time it is done.
  private PageAnswer erase(PageRequest request) {
    Optional<ErasureScope> named = scope(request);
    if (named.isEmpty()) {
      return request.go(request.inBusiness("/privacy"), Flash.of("flash.no-number"));
    }
    ErasureScope scope = named.get();
    if (!request.form().has("confirmed")) {
      audit.note(request, "person.preview", subject(scope));
      return request.show("page/erasure", "privacy", preview(request, scope));
    }
    ErasureRequest begun;
    try {
      begun = privacy.erasures().request(request.in().id(), scope, request.who().actor());
    } catch (PrivacyRefusal refusal) {
      if (refusal.kind() == PrivacyRefusal.Kind.HELD) {
        return request.go(request.inBusiness("/privacy"), Flash.of("flash.held"));
      }
      throw refusal;
    }
    audit.note(
        request,
        "person.erase",
        subject(scope),
        AuditDetail.of("erasure", Long.toString(begun.id()), "by", begun.kind().name()));
    return request.go(request.inBusiness("/privacy"), Flash.of("flash.erasing"));
  }

  private Preview preview(PageRequest request, ErasureScope scope) {
    Erasures.Preview preview = privacy.erasures().preview(scope);
    Long contact = scope instanceof ErasureScope.OfContact one ? (Long) one.contact() : null;
    String number = request.form().text("number").strip();
    String who =
        contact == null
            ? number
            : contacts
                .find(request.in().id(), contact)
                .map(found -> person(request, found).name())
                .orElse(number);
    return new Preview(
        who,
        contact,
        contact == null ? number : "",
        preview.selection().calls().size(),
        preview.selection().contacts().size(),
        preview.erased().rows().values().stream().mapToInt(Integer::intValue).sum(),
        preview.erased().files(),
        "%.1f".formatted(preview.erased().bytes() / 1e6),
        !preview.holds().isEmpty());
  }

  /// Of whom: a contact, a number, or a call. Empty when what was typed is none of them.
  private static Optional<ErasureScope> scope(PageRequest request) {
    long business = request.in().id();
    String contact = request.form().text("contact");
    if (contact.matches("[0-9]{1,18}")) {
      return Optional.of(new ErasureScope.OfContact(business, Long.parseLong(contact)));
    }
    String typed = PlainText.of(request.form().text("number"));
    if (typed.matches("CA[0-9a-f]{32}")) {
      return Optional.of(new ErasureScope.OfCall(business, new CallSid(typed)));
    }
    return number(request, typed).map(number -> new ErasureScope.OfNumber(business, number));
  }

  private static Optional<PhoneNumber> number(PageRequest request, String typed) {
    return CallbackNumber.ofKeys(typed, request.site().locale(request.in()).country());
  }

  /// Never a number.
  private static String subject(ErasureScope scope) {
    return switch (scope) {
      case ErasureScope.OfContact(_, var contact) -> "contact:" + contact;
      case ErasureScope.OfCall(_, var call) -> call.value();
      case ErasureScope.OfNumber _ -> "number";
      case ErasureScope.Before _ -> throw new IllegalStateException("this is a command's");
    };
  }

  private PageAnswer export(PageRequest request) {
    Optional<Selection> found =
        scope(request)
            .filter(scope -> !(scope instanceof ErasureScope.OfCall))
            .flatMap(privacy.export()::find);
    if (found.isEmpty()) {
      return request.go(request.inBusiness("/privacy"), Flash.of("flash.no-person"));
    }
    Selection person = found.get();
    audit.note(
        request,
        "person.export",
        person.contacts().isEmpty() ? "number" : "contact:" + person.contacts().getFirst(),
        AuditDetail.of("calls", Integer.toString(person.calls().size())));
    String business = request.in().name();
    return PageAnswer.streamed(
            "application/zip",
            asked -> StreamedBody.write(to -> privacy.export().write(business, person, to), asked))
        .with("Content-Disposition", "attachment; filename=\"person.zip\"");
  }

  private PageAnswer placeHold(PageRequest request) {
    String path = request.inBusiness("/privacy");
    String reason = PlainText.of(request.form().text("reason"));
    Optional<ErasureScope> named = scope(request).flatMap(scope -> ofContact(request, scope));
    if (named.isEmpty() || privacy.store().select(named.get()).isEmpty()) {
      return request.go(path, Flash.of("flash.no-person"));
    }
    if (reason.isEmpty()) {
      throw new PageProblem(Kind.MALFORMED);
    }
    ErasureScope scope = named.get();
    LegalHold placed =
        privacy
            .store()
            .place(
                request.in().id(),
                scope instanceof ErasureScope.OfContact one ? (Long) one.contact() : null,
                scope instanceof ErasureScope.OfCall one ? one.call() : null,
                reason,
                request.who().actor(),
                request.at());
    audit.note(
        request, "hold.place", subject(scope), AuditDetail.of("hold", Long.toString(placed.id())));
    return request.go(path, Flash.of("flash.hold-placed"));
  }

  /// A hold is on a contact or a call; a number is its contact's.
  private Optional<ErasureScope> ofContact(PageRequest request, ErasureScope scope) {
    return scope instanceof ErasureScope.OfNumber(_, var number)
        ? contacts
            .findByNumber(request.in().id(), number)
            .map(found -> new ErasureScope.OfContact(request.in().id(), found.id()))
        : Optional.of(scope);
  }

  private PageAnswer liftHold(PageRequest request) {
    LegalHold lifted =
        privacy
            .store()
            .lift(
                request.in().id(),
                request.numberInPath("hold"),
                request.who().actor(),
                request.at())
            .orElseThrow(PageProblem::unknown);
    CallSid call = lifted.call();
    audit.note(
        request,
        "hold.lift",
        call == null ? "contact:" + lifted.contact() : call.value(),
        AuditDetail.of("hold", Long.toString(lifted.id())));
    return request.go(request.inBusiness("/privacy"), Flash.of("flash.hold-lifted"));
  }

  private PageAnswer runRetention(PageRequest request) {
    Optional<RetentionRun> begun = privacy.retention().runNow(request.in().id());
    begun.ifPresent(run -> audit.note(request, "retention.run", Long.toString(run.id())));
    return request.go(
        request.inBusiness("/privacy"),
        Flash.of(begun.isPresent() ? "flash.retention-begun" : "flash.retention-none"));
  }
}
