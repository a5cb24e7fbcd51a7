package app.kolan.server.bootstrap;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.callevents.CallEventBroadcaster;
import app.kolan.server.callevents.WatchedStores;
import app.kolan.server.directory.DirectoryCopy;
import app.kolan.server.jobs.AccountClients;
import app.kolan.server.jobs.Jobs;
import app.kolan.server.knowledge.Knowledge;
import app.kolan.server.knowledge.KnowledgeIndexes;
import app.kolan.server.outbound.sql.SqlCallOrderStore;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.prompts.PromptSettings;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.DiskSpace;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.SoundArchive;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreMonitor;
import app.kolan.server.store.Stores;
import app.kolan.server.store.s3.S3Settings;
import app.kolan.server.store.sql.LimitedDatabase;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.server.tool.http.SummaryPosts;
import app.kolan.server.tts.AudioCache;
import app.kolan.twilio.webhook.CallSid;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server stands on, opened side by side so that it starts quickly.
///
/// @param parts what is open of it
/// @param nodes the servers that share the database
/// @param limited the part of the database for the API, which so never has what calls need
/// @param directory what calls ask, which a test may have put in the place of the stored one
/// @param archive where servers keep their sounds in common; null where they stay in the data
///   folder
/// @param sounds of businesses' own
/// @param audioCache for prompts in the voice of a text-to-speech provider; null where they keep
///   their own audio
/// @param knowledge the indexes of what agents know, for calls, console and API
record Infrastructure(
    Closer parts,
    PromptLibraries prompts,
    NodeServices nodes,
    SqlDatabase limited,
    Stores stores,
    CallEventBroadcaster events,
    DirectoryServices directories,
    BusinessDirectory directory,
    AudioFiles audioFiles,
    @Nullable SoundArchive archive,
    SoundStore sounds,
    AccountClients clients,
    Jobs jobs,
    StoreMonitor storeMonitor,
    @Nullable AudioCache audioCache,
    KnowledgeIndexes knowledge)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Infrastructure.class);
  private static final String AUDIO_CACHE = "prompts-in-voice";

  /// SQLite has three readers; one of them is always left to calls.
  private static final int MOST_BESIDE_CALLS = 2;

  /// Some minutes of audio, of many businesses.
  private static final long MOST_CACHED_BYTES = 32 * 1024 * 1024;

  /// Opens all of it.
  ///
  /// @throws app.kolan.server.store.StoreException when the data folder cannot be used
  /// @throws app.kolan.server.prompts.BrokenPrompts when a sound is missing or broken
  ///
  /// @param other asked by calls in place of the stored directory; null for that
  static Infrastructure open(Config config, @Nullable BusinessDirectory other) {
    var parts = new Closer();
    try {
      return open(config, other, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /// Whether calls can be answered by what was last read of the database.
  private static boolean mayStartWithout(Config config) {
    PostgresAddress server = config.store().database();
    return server != null && DirectoryCopy.isIn(config.data(), server.fingerprint());
  }

  private static Infrastructure open(
      Config config, @Nullable BusinessDirectory other, Closer parts) {
    parts.add(DataFolderLock.take(config.data()));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var prompts = begin(threads, () -> prompts(config.prompts()));
      SqlDatabase database =
          mayStartWithout(config)
              ? StoreFactory.databaseNowOrLater(config.store())
              : StoreFactory.database(config.store());
      NodeServices nodes = join(config, database);
      var events = new CallEventBroadcaster();
      Stores stores =
          new WatchedStores(
              new SqlStores(database, nodes.nodes().id()), events, InstantSource.system());
      parts.add(stores);
      parts.add(nodes.nodes());
      var limited = new LimitedDatabase(database, MOST_BESIDE_CALLS);
      DirectoryServices directories = DirectoryServices.open(config, database, limited);
      parts.add(directories);
      BusinessDirectory directory = other == null ? directories.directory() : other;
      SoundArchive archive = StoreFactory.archive(config.get(S3Settings.GROUP));
      AudioFiles audioFiles = AudioFiles.open(config.data(), DiskSpace.of(config.data()), archive);
      if (archive != null) {
        parts.add(archive);
      }
      SoundStore sounds = StoreFactory.sounds(config.data(), database);
      PromptLibraries libraries = PromptLibraries.of(end(prompts), config.prompts(), sounds);
      share(sounds, database);
      directory
          .all()
          .forEach(
              settings -> libraries.in(settings.prompts(), settings.business().profile().sounds()));
      var clients = new AccountClients(config.twilio().apiUrl(), directory, stores.calls());
      Jobs jobs =
          Jobs.start(
              stores,
              call -> clients.of(call).or(() -> placed(call, limited, directory, clients)),
              audioFiles,
              new SummaryPosts(directory, InstantSource.system()),
              nodes.nodes().id());
      parts.add(jobs);
      nodes.nodes().onGone(jobs::release);
      StoreMonitor storeMonitor = StoreMonitor.start(stores, DiskSpace.of(config.data()));
      parts.add(storeMonitor);
      if (!database.isOpen()) {
        storeMonitor.markAway();
      }
      return new Infrastructure(
          parts,
          libraries,
          nodes,
          limited,
          stores,
          events,
          directories,
          directory,
          audioFiles,
          archive,
          sounds,
          clients,
          jobs,
          storeMonitor,
          config.get(PromptSettings.GROUP).inProvidersVoice()
              ? AudioCache.open(config.data().resolve(AUDIO_CACHE), MOST_CACHED_BYTES)
              : null,
          new KnowledgeIndexes());
    }
  }

  /// Sounds that were here before there were other servers become theirs, too.
  private static void share(SoundStore sounds, SqlDatabase database) {
    if (database.isShared()) {
      database.whenOpen(
          () -> {
            Thread _ = Thread.ofVirtual().name("share-sounds").start(() -> share(sounds));
          });
    }
  }

  private static void share(SoundStore sounds) {
    try {
      int _ = sounds.share();
    } catch (StoreException | UncheckedIOException e) {
      LOG.atWarn()
          .addKeyValue("why", e.getMessage())
          .log("businesses' own sounds are given to the other servers at the next start");
    }
  }

  /// The client for the account of a business that has placed a call.
  private static Optional<TwilioRest> placed(
      CallSid call, SqlDatabase database, BusinessDirectory directory, AccountClients clients) {
    return new SqlCallOrderStore(database)
        .findByCall(call)
        .flatMap(order -> directory.current(order.business()))
        .map(BusinessSettings::account)
        .filter(account -> !account.authTokens().isEmpty())
        .map(clients::client);
  }

  private static NodeServices join(Config config, SqlDatabase database) {
    try {
      return NodeServices.join(config, database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /// What the agent of a business knows, for calls that are none.
  Knowledge knowledgeToTry(Business business) {
    return new Knowledge(business.id(), new SqlStores(limited).knowledge(), knowledge).readOnly();
  }

  @Override
  public void close() {
    parts.close();
  }

  private static PromptLibrary prompts(@Nullable Path own) {
    return own == null ? PromptLibrary.shipped() : PromptLibrary.over(own);
  }

  private static <T> CompletableFuture<T> begin(ExecutorService threads, Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, threads);
  }

  private static <T> T end(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
