package app.kolan.server.store;

/// The stores of what comes of calls: people, work and promises.
public interface CrmStores {
  ContactStore contacts();

  LeadWorkStore leads();

  HandledCallStore handledCalls();

  FollowUpStore followUps();

  PromiseStore promises();

  SearchStore search();
}
