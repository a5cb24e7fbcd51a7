package app.kolan.server.store;

/// The stores of what comes of calls: people, work, promises and appointments.
public interface CrmStores {
  ContactStore contacts();

  LeadWorkStore leads();

  HandledCallStore handledCalls();

  FollowUpStore followUps();

  PromiseStore promises();

  AppointmentStore appointments();

  /// The addresses at which calendars read appointments.
  CalendarFeedStore calendarFeeds();

  /// The calendars elsewhere that people and rooms are bound to.
  CalendarLinkStore calendarLinks();

  WaitingListStore waitingList();

  SearchStore search();

  /// The filters of lists that people have kept.
  SavedViewStore savedViews();
}
