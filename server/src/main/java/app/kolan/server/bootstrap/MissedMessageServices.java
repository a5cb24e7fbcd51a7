package app.kolan.server.bootstrap;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.jobs.CallReconciler;
import app.kolan.server.jobs.MissedMessageSearch;
import app.kolan.server.jobs.MissedMessages;
import app.kolan.server.jobs.UnwrittenCalls;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.StoreMonitor;
import app.kolan.server.store.Stores;
import app.kolan.server.telephony.CallRecovery;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.Webhooks;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What could not be written down is fetched and looked for once it can, and calls whose end nobody
/// has seen are asked for.
final class MissedMessageServices {
  /// Among which it is looked for the numbers that are called.
  private static final int RECENT_CALLS = 1000;

  private MissedMessageServices() {}

  /// @param webhooks know which numbers were called since the start, and learn of calls' ends
  /// @param wasErased whether a call was
  /// @param recovery learns of calls whose end nobody has told of
  /// @param isPlacedTalk whether a call was placed so that the agent talks
  /// @param talks of another node, as it says itself
  /// @param announced gets the recordings that are found
  /// @param callHasNews is run after each call that was written down
  static AutoCloseable start(
      Config config,
      Infrastructure foundations,
      BusinessDirectory directory,
      Webhooks webhooks,
      Predicate<CallSid> wasErased,
      CallRecovery recovery,
      Predicate<CallSid> isPlacedTalk,
      Function<String, Optional<Set<CallSid>>> talks,
      Consumer<RecordingSid> announced,
      Runnable callHasNews) {
    Stores stores = foundations.stores();
    StoreMonitor monitor = foundations.storeMonitor();
    monitor.onRecovered(_ -> foundations.jobs().fetchAll(stores.recordings()));
    var unwritten =
        new UnwrittenCalls(
            stores.calls(),
            directory,
            foundations.clients()::client,
            wasErased,
            callHasNews,
            InstantSource.system());
    foundations.jobs().writeCallsBy(unwritten);
    var messages =
        new MissedMessages(
            stores.calls(),
            stores.recordings(),
            unwritten,
            foundations.clients()::client,
            number ->
                webhooks.wasCalled(number)
                    || stores.calls().latest(RECENT_CALLS).stream()
                        .anyMatch(call -> call.called().equals(number)),
            announced,
            InstantSource.system());
    var parts = new Closer();
    parts.add(
        MissedMessageSearch.start(
            messages, stores.calls(), monitor, foundations.limited()::whenOpen));
    CallReconciler reconciler =
        CallReconciler.start(
            new CallReconciler.Parts(
                stores.calls(),
                foundations.nodes().calls(),
                foundations.nodes().nodes(),
                foundations.clients()::of,
                call -> converses(directory, call),
                isPlacedTalk,
                talks,
                streamEnded(config.publicUrl()),
                messages,
                unwritten),
            foundations.nodes().nodes().clock(InstantSource.system()));
    recovery.onOver(reconciler::callEnded);
    webhooks.statusCallbacks().onUnknown(reconciler::callEnded);
    parts.add(reconciler);
    return parts;
  }

  private static boolean converses(BusinessDirectory directory, LoggedCall call) {
    return directory
        .find(call.businessId(), call.settingsVersion())
        .map(settings -> settings.business().mode() == AnswerMode.CONVERSE)
        .orElse(false);
  }

  private static @Nullable URI streamEnded(@Nullable PublicUrl base) {
    return base == null ? null : URI.create(base.web(TwilioPaths.STREAM_ENDED));
  }
}
