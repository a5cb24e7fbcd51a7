package app.kolan.server.bootstrap;

import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.jobs.MissedMessageSearch;
import app.kolan.server.jobs.MissedMessages;
import app.kolan.server.store.StoreMonitor;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What could not be written down is fetched and looked for once it can.
final class MissedMessageServices {
  /// Among which it is looked for the numbers that are called.
  private static final int RECENT_CALLS = 1000;

  private MissedMessageServices() {}

  /// @param wasCalled whether a number was called since the start
  /// @param wasErased whether a call was
  /// @param announced gets the recordings that are found
  static MissedMessageSearch start(
      Infrastructure foundations,
      BusinessDirectory directory,
      Predicate<PhoneNumber> wasCalled,
      Predicate<CallSid> wasErased,
      Consumer<RecordingSid> announced) {
    Stores stores = foundations.stores();
    StoreMonitor monitor = foundations.storeMonitor();
    monitor.onRecovered(_ -> foundations.jobs().fetchAll(stores.recordings()));
    var messages =
        new MissedMessages(
            stores.calls(),
            stores.recordings(),
            directory,
            foundations.clients()::client,
            number ->
                wasCalled.test(number)
                    || stores.calls().latest(RECENT_CALLS).stream()
                        .anyMatch(call -> call.called().equals(number)),
            wasErased,
            announced,
            InstantSource.system());
    return MissedMessageSearch.start(messages, stores.calls(), monitor);
  }
}
