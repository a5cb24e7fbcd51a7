package app.kolan.server.privacy;

import app.kolan.server.store.CallFiles;
import app.kolan.server.store.SoundArchive;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Deletes what belongs to people: sounds and tapes, the rows of all tables, and answers of the API
/// that name them. Blocks; safe to share.
///
/// The files of a call go first, so that an erasure that breaks off is found again by its rows.
/// Calls go in batches, each a transaction of its own, so that calls under way wait for none for
/// long.
public final class Eraser {
  static final int BATCH = 20;

  /// Whoever looks at what would go waits for a page.
  private static final int MOST_ASKED_OF_THE_ARCHIVE = 50;

  /// No call lasts longer; an older one without an end has lost it.
  private static final Duration LONGEST_CALL = Duration.ofHours(4);

  /// What follows up a call is over by then.
  private static final Duration AFTER_THE_END = Duration.ofSeconds(10);

  private final PrivacyStore store;
  private final Path dataFolder;
  private final CallFiles files;
  private final KeptAnswers answers;
  private final InstantSource clock;

  public Eraser(PrivacyStore store, Path dataFolder, KeptAnswers answers, InstantSource clock) {
    this(store, dataFolder, new CallFiles(dataFolder), answers, clock);
  }

  /// @param files of that folder, and of the archive of sounds, where there is one
  public Eraser(
      PrivacyStore store,
      Path dataFolder,
      CallFiles files,
      KeptAnswers answers,
      InstantSource clock) {
    this.store = store;
    this.dataFolder = dataFolder;
    this.files = files;
    this.answers = answers;
    this.clock = clock;
  }

  /// What belongs to a scope.
  ///
  /// @throws PrivacyRefusal when there is no such contact or call
  public Selection select(ErasureScope scope) {
    return store
        .select(scope)
        .orElseThrow(
            () ->
                new PrivacyRefusal(
                    PrivacyRefusal.Kind.UNKNOWN,
                    scope instanceof ErasureScope.OfContact
                        ? "There is no such contact."
                        : "There is no such call."));
  }

  /// What would be deleted. Of more than fifty calls, what the archive has is not counted: it is
  /// asked for each.
  public Erased count(Selection selection) {
    boolean isArchiveAsked = selection.calls().size() <= MOST_ASKED_OF_THE_ARCHIVE;
    Erased sum = new Erased(0, store.countPeople(selection), 0, 0);
    for (List<CallSid> some : batches(selection.calls(), 200)) {
      List<Long> theirs = some.stream().flatMap(call -> sizes(call, isArchiveAsked)).toList();
      sum =
          sum.plus(
              new Erased(
                  some.size(),
                  store.count(some),
                  theirs.size(),
                  theirs.stream().mapToLong(Long::longValue).sum()));
    }
    return sum;
  }

  /// @throws PrivacyRefusal when a legal hold is in the way
  public void requireNoHold(Selection selection) {
    List<LegalHold> holds = store.holdsOn(selection);
    if (!holds.isEmpty()) {
      throw PrivacyRefusal.held(holds.stream().map(LegalHold::id).toList());
    }
  }

  /// Whether somebody may still write of one of the calls.
  public boolean isUnderWay(Selection selection) {
    return !underWay(selection).isEmpty();
  }

  private Set<CallSid> underWay(Selection selection) {
    Instant now = clock.instant();
    return store.underWay(selection.calls(), now.minus(LONGEST_CALL), now.minus(AFTER_THE_END));
  }

  /// The calls of a scope of many that are left alone: those that a hold keeps, and those that are
  /// under way.
  ///
  /// @param isServed whether servers may be at calls meanwhile
  public Set<CallSid> kept(Selection selection, boolean isServed) {
    var kept = new LinkedHashSet<CallSid>(isServed ? underWay(selection) : Set.of());
    Set<CallSid> held = store.heldCalls(selection.business());
    selection.calls().stream().filter(held::contains).forEach(kept::add);
    return kept;
  }

  /// Deletes rows and files. Doing it again is safe.
  ///
  /// @param progress receives after each batch what has gone so far
  public Erased delete(Selection selection, Consumer<Erased> progress) {
    var sum = Erased.NOTHING;
    for (List<CallSid> some : batches(selection.calls(), BATCH)) {
      sum = sum.plus(deleteCalls(some));
      progress.accept(sum);
    }
    if (!selection.contacts().isEmpty() || !selection.numbers().isEmpty()) {
      sum = sum.plus(new Erased(0, store.deletePeople(selection), 0, 0));
    }
    int forgotten = answers.forget(answer -> names(answer, selection));
    return sum.plus(new Erased(0, Map.of("keptAnswers", forgotten), 0, 0));
  }

  /// The same for calls alone, twenty at most, with the recordings of calls back about them.
  Erased deleteCalls(List<CallSid> calls) {
    int count = 0;
    long bytes = 0;
    List<CallSid> all =
        Stream.concat(calls.stream(), store.placedAbout(calls).stream()).distinct().toList();
    for (CallSid call : all) {
      List<Long> sizes = sizes(call, true).toList();
      count += sizes.size();
      bytes += sizes.stream().mapToLong(Long::longValue).sum();
      files.delete(call);
    }
    Map<String, Integer> rows = store.deleteCalls(all);
    return new Erased(rows.getOrDefault("calls", 0), rows, count, bytes);
  }

  private static boolean names(String answer, Selection selection) {
    return selection.numbers().stream()
            .anyMatch(number -> answer.contains(number.value().substring(1)))
        || selection.calls().stream().anyMatch(call -> answer.contains(call.value()))
        || selection.contacts().stream()
            .anyMatch(
                contact ->
                    answer.contains("\\\"id\\\":" + contact + ",")
                        || answer.contains("/contacts/" + contact + "\""));
  }

  /// Has the database's files keep nothing of it: writes them anew, and deletes the copies that
  /// Kolan made before it brought the database up to date.
  public void rewrite() {
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(dataFolder, "kolan-v*.db.bak*")) {
      for (Path copy : copies) {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      throw new StoreException(
          Code.LEDGER_FOLDER, "copies of the ledger in " + dataFolder + " cannot be deleted", e);
    }
    store.rewrite();
  }

  private Stream<Long> sizes(CallSid call, boolean isArchiveAsked) {
    List<SoundArchive.Kept> archived = isArchiveAsked ? files.archived(call) : List.of();
    return Stream.concat(
        files.of(call).stream().map(Eraser::size), archived.stream().map(SoundArchive.Kept::bytes));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  private static List<List<CallSid>> batches(List<CallSid> calls, int size) {
    var batches = new ArrayList<List<CallSid>>();
    for (int i = 0; i < calls.size(); i += size) {
      batches.add(calls.subList(i, Math.min(calls.size(), i + size)));
    }
    return batches;
  }
}
