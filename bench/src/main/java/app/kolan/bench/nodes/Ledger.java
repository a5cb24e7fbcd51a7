package app.kolan.bench.nodes;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the database has of calls, compared with what their callers did.
///
/// @param folders the data folders, one of which has each sound for the first quarter of an hour
record Ledger(Stores stores, List<Path> folders) {
  Ledger {
    folders = List.copyOf(folders);
  }

  /// Whether a call has all that it should: its row, its end, its lead if the caller has left
  /// anything, and his message. One that nobody has answered may have no row.
  boolean isWhole(CallExperience call) {
    boolean isCut = call.end() == CallExperience.End.CUT;
    try {
      Optional<LoggedCall> known = stores.calls().find(call.sid());
      return known
              .map(row -> row.endedAt() != null && row.outcome() != CallOutcome.OPEN)
              .orElse(isCut)
          && (isCut || stores.leads().find(call.sid()).isPresent())
          && stores.recordings().findByCall(call.sid()).stream().allMatch(Ledger::isFetched);
    } catch (StoreException late) {
      return false;
    }
  }

  /// Whether all of these were fetched.
  boolean haveAll(List<RecordingSid> messages) {
    return messages.stream()
        .allMatch(each -> stores.recordings().find(each).filter(Ledger::isFetched).isPresent());
  }

  private static boolean isFetched(Recording message) {
    return message.state() == RecordingState.STORED;
  }

  /// Calls that should have a lead and have none.
  long leadsLost(List<CallExperience> calls) {
    Set<CallSid> known = new HashSet<>();
    stores.leads().all().stream().map(Lead::call).forEach(known::add);
    return calls.stream()
        .filter(call -> call.end() != CallExperience.End.CUT)
        .filter(call -> !known.contains(call.sid()))
        .count();
  }

  /// Leads that a call has beside its first one.
  long leadsDoubled(List<CallExperience> calls) {
    List<CallSid> sids = calls.stream().map(CallExperience::sid).toList();
    List<CallSid> leads =
        stores.leads().all().stream().map(Lead::call).filter(sids::contains).toList();
    return leads.size() - leads.stream().distinct().count();
  }

  /// What is wrong in the rows of calls, in words: nothing, mostly.
  List<String> faults(List<CallExperience> calls) {
    var faults = new ArrayList<String>();
    for (CallExperience each : calls) {
      LoggedCall call = stores.calls().find(each.sid()).orElse(null);
      if (call == null) {
        if (each.greeted().isPresent()) {
          faults.add(each.sid() + " has no row");
        }
        continue;
      }
      if (call.outcome() == CallOutcome.OPEN || call.endedAt() == null) {
        faults.add(each.sid() + " has no end");
      }
      List<Turn> turns = stores.turns().findByCall(each.sid());
      for (int i = 0; i < turns.size(); i++) {
        if (turns.get(i).position() != i) {
          faults.add("%s has a gap before turn %d".formatted(each.sid(), i));
        }
        String sound = turns.get(i).audioFile();
        if (sound != null && !isThere(sound)) {
          faults.add("%s: %s is not there".formatted(each.sid(), sound));
        }
      }
      for (Recording message : stores.recordings().findByCall(each.sid())) {
        String sound = message.audioFile();
        if (sound == null || !isThere(sound)) {
          faults.add("%s: its message is not there, %s".formatted(each.sid(), message.state()));
        }
      }
    }
    return faults;
  }

  private boolean isThere(String sound) {
    return folders.stream().anyMatch(folder -> Files.exists(folder.resolve(sound)));
  }

  /// The rows of calls, as far as they are there.
  List<LoggedCall> find(List<CallSid> sids) {
    return List.copyOf(stores.calls().find(sids).values());
  }
}
