package app.kolan.server.jobs;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.RecordingStore;
import app.kolan.server.telephony.rest.RecordingList;
import app.kolan.server.telephony.rest.RecordingList.Message;
import app.kolan.server.telephony.rest.RestResult.Given;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the messages that Twilio has recorded and of which no webhook could be written down: the
/// disk was full, or the server was not there. Each becomes what it would have been: a recording
/// that is announced, and the lead of its call.
///
/// An account may have numbers that are not answered by this server. So a message counts if its
/// call is in the ledger, or was to a number that calls have come to.
///
/// Blocks for the disk and for Twilio; safe to share.
public final class MissedMessages {
  private static final Logger LOG = LoggerFactory.getLogger(MissedMessages.class);

  /// A message is recorded before it is reported, and an hour long at most.
  private static final Duration MARGIN = Duration.ofHours(2);

  private final CallStore calls;
  private final RecordingStore recordings;
  private final UnwrittenCalls unwritten;
  private final Function<AccountTokens, TwilioRest> clients;
  private final Predicate<PhoneNumber> wasCalled;
  private final Consumer<RecordingSid> fetch;
  private final InstantSource clock;

  /// @param unwritten writes down the calls of messages
  /// @param clients the client of an account
  /// @param wasCalled whether calls to a number have come to this server
  /// @param fetch asks for a recording to be fetched some time
  public MissedMessages(
      CallStore calls,
      RecordingStore recordings,
      UnwrittenCalls unwritten,
      Function<AccountTokens, TwilioRest> clients,
      Predicate<PhoneNumber> wasCalled,
      Consumer<RecordingSid> fetch,
      InstantSource clock) {
    this.calls = calls;
    this.recordings = recordings;
    this.unwritten = unwritten;
    this.clients = clients;
    this.wasCalled = wasCalled;
    this.fetch = fetch;
    this.clock = clock;
  }

  /// Looks for messages since a moment, in every account.
  ///
  /// @return false when Twilio could not be asked about all of them; asking again is harmless
  /// @throws app.kolan.server.store.StoreException when the store fails
  public boolean find(Instant since) throws InterruptedException {
    boolean complete = true;
    for (AccountTokens account : unwritten.accounts()) {
      complete &= find(account, since.minus(MARGIN));
    }
    return complete;
  }

  private boolean find(AccountTokens account, Instant since) throws InterruptedException {
    var list = new RecordingList(clients.apply(account));
    if (!(list.since(since) instanceof Given<List<Message>>(var messages))) {
      return false;
    }
    boolean complete = true;
    for (Message message : messages) {
      // One that was announced while its call could not be written down has no lead yet.
      if (recordings.find(message.sid()).isEmpty() || calls.find(message.call()).isEmpty()) {
        complete &= add(account, message);
      }
    }
    return complete;
  }

  private boolean add(AccountTokens account, Message message) throws InterruptedException {
    UnwrittenCalls.Result result =
        unwritten.writeWithMessage(account, message.call(), call -> wasCalled.test(call.called()));
    if (result != UnwrittenCalls.Result.WRITTEN) {
      return result == UnwrittenCalls.Result.NOT_OURS;
    }
    boolean _ =
        recordings.announce(message.sid(), message.call(), message.length(), clock.instant());
    LOG.atInfo()
        .addKeyValue("call", message.call())
        .addKeyValue("recording", message.sid())
        .log("a message was found at Twilio that could not be written down whole");
    fetch.accept(message.sid());
    return true;
  }
}
