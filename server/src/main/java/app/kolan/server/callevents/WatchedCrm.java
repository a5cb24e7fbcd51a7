package app.kolan.server.callevents;

import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.CalendarFeedStore;
import app.kolan.server.store.CalendarLinkStore;
import app.kolan.server.store.ContactStore;
import app.kolan.server.store.CrmStores;
import app.kolan.server.store.FollowUpStore;
import app.kolan.server.store.HandledCallStore;
import app.kolan.server.store.LeadWorkStore;
import app.kolan.server.store.PromiseStore;
import app.kolan.server.store.SavedViewStore;
import app.kolan.server.store.SearchStore;
import app.kolan.server.store.WaitingListStore;

/// What comes of calls, where changes of leads are published.
record WatchedCrm(CrmStores stores, WatchedStores events) implements CrmStores {
  @Override
  public ContactStore contacts() {
    return stores.contacts();
  }

  @Override
  public LeadWorkStore leads() {
    return new WatchedLeadWork(stores.leads(), events);
  }

  @Override
  public HandledCallStore handledCalls() {
    return stores.handledCalls();
  }

  @Override
  public FollowUpStore followUps() {
    return new WatchedFollowUps(stores.followUps(), events);
  }

  @Override
  public PromiseStore promises() {
    return stores.promises();
  }

  @Override
  public AppointmentStore appointments() {
    return new WatchedAppointments(stores.appointments(), events);
  }

  @Override
  public CalendarFeedStore calendarFeeds() {
    return stores.calendarFeeds();
  }

  @Override
  public CalendarLinkStore calendarLinks() {
    return stores.calendarLinks();
  }

  @Override
  public WaitingListStore waitingList() {
    return stores.waitingList();
  }

  @Override
  public SearchStore search() {
    return stores.search();
  }

  @Override
  public SavedViewStore savedViews() {
    return stores.savedViews();
  }
}
