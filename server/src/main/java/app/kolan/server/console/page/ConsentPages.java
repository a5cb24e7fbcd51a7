package app.kolan.server.console.page;

import app.kolan.server.audit.AuditDetail;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.Contact;
import app.kolan.server.store.Contact.Purpose;
import app.kolan.server.store.ContactDetails;
import app.kolan.server.store.ContactDetails.NewConsent;
import app.kolan.server.store.ContactStore;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.webhook.CallSid;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Notes that somebody agrees to something, or does not any more, with its evidence: a call of his,
/// or words that stay in his history. Every consent is kept; the newest of each purpose holds.
public record ConsentPages(ContactStore contacts, CallStore calls, PageAudit audit) {
  private static final int LONGEST = 500;

  public void addTo(Routes routes) {
    routes.post(
        "/b/{business}/people/{contact}/consents",
        PageAdmission.with(Permission.CONTACTS_WRITE),
        this::note);
  }

  private PageAnswer note(PageRequest request) {
    Contact contact =
        contacts
            .find(request.in().id(), request.numberInPath("contact"))
            .orElseThrow(PageProblem::unknown);
    Purpose purpose = purpose(request.form().text("purpose"));
    boolean granted = request.form().text("do").equals("grant");
    String why = PlainText.of(request.form().text("evidence"));
    if (why.length() > LONGEST) {
      throw new PageProblem(Kind.MALFORMED);
    }
    String path = request.inBusiness("/people/" + contact.id());
    CallSid call = call(request, contact);
    if (granted && call == null && why.isEmpty()) {
      return request.go(path, Flash.of("flash.consent-evidence"));
    }
    ContactDetails known = ContactDetails.of(contact);
    var details =
        new ContactDetails(
            known.name(),
            known.numbers(),
            known.email(),
            known.language(),
            known.tags(),
            known.doNotCall(),
            List.of(new NewConsent(purpose, granted, call, null)));
    String actor = request.who().actor();
    // Before the consent, which is never without its evidence.
    if (!why.isEmpty()) {
      String words =
          "%s (%s): %s"
              .formatted(
                  request.texts().name(purpose),
                  request.texts().text(granted ? "person.granted" : "person.refused"),
                  why);
      contacts.addNote(request.in().id(), contact.id(), words, actor, request.at());
    }
    try {
      contacts.update(
          request.in().id(), contact.id(), contact.revision(), details, actor, request.at());
    } catch (CrmConflict _) {
      throw new PageProblem(Kind.CHANGED);
    }
    audit.note(
        request,
        "contact.consent",
        Long.toString(contact.id()),
        AuditDetail.of("purpose", purpose.name(), "granted", Boolean.toString(granted)));
    return request.go(
        path, Flash.of(granted ? "flash.consent-granted" : "flash.consent-withdrawn"));
  }

  /// Whether the newest of a purpose is granted.
  static boolean isGranted(Contact contact, Purpose purpose) {
    return contact.consents().stream()
        .anyMatch(consent -> consent.purpose() == purpose && consent.granted());
  }

  /// Those of which none is granted.
  static List<Purpose> open(Contact contact) {
    return List.of(Purpose.values()).stream()
        .filter(purpose -> !isGranted(contact, purpose))
        .toList();
  }

  private static Purpose purpose(String name) {
    for (Purpose purpose : Purpose.values()) {
      if (purpose.name().equals(name)) {
        return purpose;
      }
    }
    throw new PageProblem(Kind.MALFORMED);
  }

  /// The call that the form names, if it is one of his.
  private @Nullable CallSid call(PageRequest request, Contact contact) {
    String sid = request.form().text("call");
    if (sid.isEmpty()) {
      return null;
    }
    Optional<LoggedCall> found =
        sid.matches("CA[0-9a-f]{32}") ? calls.find(new CallSid(sid)) : Optional.empty();
    return found
        .filter(call -> call.businessId() == request.in().id())
        .filter(call -> contact.numbers().contains(call.caller()))
        .map(LoggedCall::sid)
        .orElseThrow(() -> new PageProblem(Kind.MALFORMED));
  }
}
