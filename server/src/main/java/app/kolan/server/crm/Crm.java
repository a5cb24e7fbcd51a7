package app.kolan.server.crm;

import app.kolan.server.store.CrmStores;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.Stores;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What comes of calls: contacts, leads that are worked on, promises. Follows calls up as long as
/// it is open. Safe to share.
public final class Crm implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Crm.class);

  private final CrmStores stores;
  private final InstantSource clock;
  private final List<CrmListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> followed = new CopyOnWriteArrayList<>();
  private final CallFollowUp followUp;

  private Crm(CrmStores stores, InstantSource clock) {
    this.stores = stores;
    this.clock = clock;
    followUp =
        new CallFollowUp(
            stores,
            event -> listeners.forEach(each -> each.happened(event)),
            () -> followed.forEach(Runnable::run),
            clock);
  }

  /// Opens it; nothing is read before a second has passed.
  public static Crm start(Stores stores, InstantSource clock) {
    var crm = new Crm(stores.crm(), clock);
    crm.followUp.start();
    return crm;
  }

  /// Tells this one from now on, too.
  public void listen(CrmListener listener) {
    listeners.add(listener);
  }

  /// Runs this whenever calls were followed up, from now on; it must not block.
  public void whenFollowedUp(Runnable listener) {
    followed.add(listener);
  }

  /// Says that a call has news, which is followed up at once then. Does not wait.
  public void callHasNews() {
    followUp.wake();
  }

  public CrmStores stores() {
    return stores;
  }

  /// Changes what is done with a lead, as [app.kolan.server.store.LeadWorkStore#update] does, and
  /// tells of it.
  public WorkedLead update(
      long business, CallSid call, LeadWork before, LeadWork work, String actor) {
    WorkedLead changed =
        stores.leads().update(business, call, before, work, actor, clock.instant());
    if (changed.work().revision() != before.revision()) {
      tell(new CrmEvent.LeadChanged(changed, actor));
    }
    return changed;
  }

  private void tell(CrmEvent event) {
    for (CrmListener listener : listeners) {
      try {
        listener.happened(event);
      } catch (RuntimeException e) {
        LOG.atWarn().addKeyValue("event", event.key()).setCause(e).log("an event was not taken");
      }
    }
  }

  @Override
  public void close() {
    followUp.close();
  }
}
