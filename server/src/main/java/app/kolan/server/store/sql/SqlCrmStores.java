package app.kolan.server.store.sql;

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

/// The stores of what comes of calls.
record SqlCrmStores(
    ContactStore contacts,
    LeadWorkStore leads,
    HandledCallStore handledCalls,
    FollowUpStore followUps,
    PromiseStore promises,
    AppointmentStore appointments,
    CalendarFeedStore calendarFeeds,
    CalendarLinkStore calendarLinks,
    WaitingListStore waitingList,
    SearchStore search,
    SavedViewStore savedViews)
    implements CrmStores {
  SqlCrmStores(SqlDatabase database) {
    this(
        new SqlContactStore(database),
        new SqlLeadWorkStore(database),
        new SqlHandledCallStore(database),
        new SqlFollowUpStore(database),
        new SqlPromiseStore(database),
        new SqlAppointmentStore(database),
        new SqlCalendarFeedStore(database),
        new SqlCalendarLinkStore(database),
        new SqlWaitingListStore(database),
        new SqlSearchStore(database),
        new SqlSavedViewStore(database));
  }
}
