package app.kolan.server.outbound;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.outbound.Announcement.Occasion;
import app.kolan.server.store.Contact;
import app.kolan.server.store.CrmStores;
import app.kolan.server.store.Promise;
import app.kolan.server.store.PromiseQuery;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Keeps promises to call back that nobody of the business has kept: shortly before one is due, the
/// agent calls. For businesses that have chosen it.
///
/// Blocks for the disk. For one thread.
public final class PromisedCalls {
  /// How long before a promise is due the agent calls: until then it is the business's to keep.
  public static final Duration BEFORE = Duration.ofMinutes(5);

  /// How long after that it is tried to keep it, quiet times included.
  private static final Duration WORTH_KEEPING = Duration.ofHours(24);

  /// Promises that were overlooked longer than that, such as by a server that was down, are for
  /// people.
  private static final Duration LOOKED_BACK = Duration.ofMinutes(30);

  private static final int MOST = 100;

  private final OutboundCalls calls;
  private final CrmStores crm;
  private final BusinessDirectory directory;

  /// The keys of those that are due and that something is in the way of, which the audit log has:
  /// they are for people.
  private final Set<String> refused = new HashSet<>();

  /// @param directory of the businesses
  public PromisedCalls(OutboundCalls calls, CrmStores crm, BusinessDirectory directory) {
    this.calls = calls;
    this.crm = crm;
    this.directory = directory;
  }

  /// The key of the order that keeps a promise; another one when it was put off.
  static String key(Promise promise) {
    return "promise:%d:%d".formatted(promise.id(), promise.dueAt().toEpochMilli());
  }

  /// When the agent calls to keep a promise.
  public static Instant at(Promise promise) {
    return promise.dueAt().minus(BEFORE);
  }

  /// Orders what is due.
  public void round(Instant now) {
    var due = new HashSet<String>();
    for (BusinessSettings settings : directory.all()) {
      if (settings.business().profile().calling().keepsPromises()) {
        for (Promise promise : due(settings.business(), now)) {
          due.add(key(promise));
          order(settings.business(), promise, now);
        }
      }
    }
    refused.retainAll(due);
  }

  private List<Promise> due(Business business, Instant now) {
    var all = new ArrayList<Promise>();
    for (Promise.State state : List.of(Promise.State.OPEN, Promise.State.BROKEN)) {
      crm
          .promises()
          .find(
              new PromiseQuery(
                  business.id(),
                  state,
                  null,
                  null,
                  now.plus(BEFORE),
                  now.minus(LOOKED_BACK),
                  0,
                  MOST))
          .stream()
          .filter(promise -> CallReasonCheck.isOpen(crm, promise))
          .forEach(all::add);
    }
    return all;
  }

  private void order(Business business, Promise promise, Instant now) {
    PhoneNumber number = promise.number();
    String key = key(promise);
    if (number == null
        || refused.contains(key)
        || calls.store().isUnderWay(business.id(), number)) {
      return; // somebody of the business is calling him, or there is nobody to call
    }
    CallTexts texts = CallTexts.of(business.locale().language());
    OutboundCalls.Ordered ordered =
        calls.announce(
            new AnnouncementCall(
                business.id(),
                key,
                CallPurpose.SERVICE,
                number,
                null,
                promise.call(),
                new Announcement(
                    texts.promised(),
                    new Occasion.OfPromise(promise.id()),
                    "You promised to call them back, as they had asked. It is about: "
                        + promise.words()
                        + ". Do what they need with your tools; what you cannot do somebody of the"
                        + " business has to: take a message for that."),
                new AuditActor(Contact.BY_KOLAN, null),
                now.plus(WORTH_KEEPING)));
    if (ordered instanceof OutboundCalls.Ordered.Refused) {
      refused.add(key);
    }
  }
}
