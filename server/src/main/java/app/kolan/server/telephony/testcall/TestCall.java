package app.kolan.server.telephony.testcall;

import app.kolan.server.agent.AgentServices;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallContext;
import app.kolan.server.business.Greeting;
import app.kolan.server.callevents.CallEvent;
import app.kolan.server.callevents.CallEventBroadcaster;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.callevents.WatchedStores;
import app.kolan.server.calltrace.Tapes;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptFile;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Stores;
import app.kolan.server.store.TemporaryFolder;
import app.kolan.server.telephony.ActiveCalls;
import app.kolan.server.telephony.MediaSockets;
import app.kolan.server.telephony.StreamHandler;
import app.kolan.server.telephony.echo.DoctorProofVerifier;
import app.kolan.server.telephony.echo.ServerIdentity;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One test call: by settings that may be a draft, over a socket that speaks as Twilio's does, or
/// in writing.
///
/// It has a ledger of its own, in a folder that is deleted with it, so that no list, figure, alert
/// or diary of the server ever knows of it. Tools that reach outside do nothing, as in every
/// simulated call. Safe to share.
/*
 *   browser ──start with the ticket, media, mark, dtmf──▶ MediaSocket ──▶ StreamHandler ──▶ agent
 *           ◀──media, mark, clear────────────────────────
 *           ◀──words, by server-sent events── CallEventBroadcaster ◀── ledger of this call
 */
public final class TestCall implements AutoCloseable {
  /// In whose name the browser speaks; no account of Twilio's has such a SID.
  private static final String ACCOUNT = "ACtestcall";

  /// Made up; a caller who can be called back, as most can.
  private static final PhoneNumber CALLER = new PhoneNumber("+972555550123");

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final CallSid sid;
  private final String stream;
  private final String ticket;
  private final BusinessSettings settings;
  private final TemporaryFolder folder;
  private final Stores ledger;
  private final TestCallParts.Agents agents;
  private final PromptLibrary prompts;
  private final CallEventBroadcaster events;
  private final ActiveCalls calls = new ActiveCalls();
  private final MediaSockets sockets;
  private final AtomicBoolean connected = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final @Nullable WrittenTalk written;

  private TestCall(
      CallSid sid,
      String ticket,
      BusinessSettings settings,
      TemporaryFolder folder,
      Stores ledger,
      TestCallParts.Agents agents,
      CallEventBroadcaster events,
      TestCallParts parts,
      Vertx vertx,
      InstantSource clock) {
    this.sid = sid;
    this.ticket = ticket;
    this.settings = settings;
    this.folder = folder;
    this.ledger = ledger;
    this.agents = agents;
    this.events = events;
    stream = sid.value().replaceFirst("CA", "MZ");
    prompts = parts.prompts(settings);
    var handler =
        new StreamHandler(
            ledger,
            AudioFiles.open(folder.path()),
            BusinessDirectory.ofOne(settings),
            parts.inputAudio(),
            _ -> agents.chain(),
            true,
            calls,
            clock);
    ServerIdentity unasked = ServerIdentity.alone(0);
    var noProofs = new DoctorProofVerifier(List.of(), clock, () -> unasked);
    sockets = new MediaSockets(vertx, handler, noProofs, Tapes.OFF);
    written = writtenTalk();
  }

  /// Opens one; blocks for the disk.
  ///
  /// @throws app.kolan.server.store.StoreException when its ledger cannot be made
  static TestCall open(
      BusinessSettings settings, TestCallParts parts, Vertx vertx, InstantSource clock) {
    var folder = TemporaryFolder.create("test-call");
    Stores opened = null;
    try {
      var events = new CallEventBroadcaster();
      opened = new WatchedStores(parts.openLedger(folder.path()), events, clock);
      var sid = new CallSid("CA" + random());
      String ticket = random();
      LoggedCall _ =
          opened
              .calls()
              .addArrival(
                  sid,
                  ACCOUNT,
                  settings.business().id(),
                  settings.version(),
                  CALLER,
                  CALLER,
                  ticket,
                  clock.instant());
      return new TestCall(
          sid,
          ticket,
          settings,
          folder,
          opened,
          parts.agents(settings, opened),
          events,
          parts,
          vertx,
          clock);
    } catch (RuntimeException e) {
      if (opened != null) {
        opened.close();
      }
      folder.close();
      throw e;
    }
  }

  /// 122 random bits.
  private static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /// What the browser begins its stream with. It prints without the ticket.
  public record Credentials(String account, String call, String stream, String ticket) {
    @Override
    public String toString() {
      return "Credentials[" + call + "]";
    }
  }

  public Credentials credentials() {
    return new Credentials(ACCOUNT, sid.value(), stream, ticket);
  }

  public CallSid sid() {
    return sid;
  }

  public BusinessSettings settings() {
    return settings;
  }

  /// What happens in it.
  public CallEvents events() {
    return events;
  }

  /// Reserves its socket; false when it has had one.
  public boolean connect() {
    return connected.compareAndSet(false, true);
  }

  /// Takes its socket, on the socket's event loop, right after the upgrade.
  public void accept(ServerWebSocket socket) {
    sockets.acceptTwoWay(socket, Set.of(ACCOUNT));
  }

  /// What the caller is greeted with, in words.
  public String greetingText() {
    Greeting own = settings.business().greeting();
    return own == null ? prompts.text(Prompt.GREETING) : own.text();
  }

  /// The sound of the greeting, as MP3; empty where a voice of Twilio's would read it out.
  public Optional<byte[]> greeting() {
    String hash = settings.business().profile().sounds().get(Prompt.GREETING.id());
    boolean ownSound = hash != null && prompts.hashedName(Prompt.GREETING).contains(hash);
    return settings.business().greeting() != null && !ownSound
        ? Optional.empty()
        : prompts.mp3(prompts.fixedName(Prompt.GREETING)).map(PromptFile::bytes);
  }

  /// The same call in writing; empty where there is no language model to write with.
  public Optional<WrittenTalk> written() {
    return Optional.ofNullable(written);
  }

  private @Nullable WrittenTalk writtenTalk() {
    AgentServices services = agents.services();
    if (services == null || services.languageModel() == null) {
      return null;
    }
    return new WrittenTalk(
        services,
        new CallContext(sid, CALLER, ACCOUNT, settings, true),
        greetingText(),
        prompts.text(Prompt.ASK_REASON));
  }

  /// Does something once the conversation is over, on the thread of the call.
  void whenSettled(Runnable over) {
    var _ =
        events.watch(
            event -> {
              if (event.payload() instanceof CallEvent.Settled) {
                over.run();
              }
              return false;
            },
            0,
            () -> {});
  }

  /// Ends the conversation if there is one, and deletes all that there is of the call. Blocks for
  /// seconds at most.
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    sockets.closeAll();
    try {
      boolean _ = calls.awaitConversations(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    agents.close();
    ledger.close();
    folder.close();
  }
}
