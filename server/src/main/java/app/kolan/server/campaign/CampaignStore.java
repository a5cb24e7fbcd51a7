package app.kolan.server.campaign;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The campaigns and their people. Servers of one database share it.
///
/// The contract of [app.kolan.server.store.Stores] holds for durability, threads and errors.
public interface CampaignStore {
  /// A campaign to add.
  ///
  /// @param uploadKey the same twice is one campaign
  record Draft(
      long business,
      CampaignPlan plan,
      List<CampaignRow.Draft> rows,
      String fileHash,
      String uploadKey,
      String by) {
    public Draft {
      rows = List.copyOf(rows);
    }

    @Override
    public String toString() {
      return "Draft[business=%d, rows=%d]".formatted(business, rows.size());
    }
  }

  /// What was added, or was there.
  record Added(Campaign campaign, boolean isNew) {}

  /// How far a campaign is.
  ///
  /// @param states how many rows there are of each
  /// @param results how many rows that are over there are of each
  /// @param dollars about what its calls have cost
  record Progress(
      Map<CampaignRow.State, Integer> states,
      Map<CampaignRowResult, Integer> results,
      BigDecimal dollars) {
    public Progress {
      states = Map.copyOf(states);
      results = Map.copyOf(results);
    }

    public int rows() {
      return states.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int of(CampaignRow.State state) {
      return states.getOrDefault(state, 0);
    }
  }

  /// Adds a campaign with its rows. One with the same upload key is returned as it is.
  Added add(Draft draft, Instant at);

  Optional<Campaign> find(long business, long id);

  /// The newest campaign that was made of a file.
  Optional<Campaign> findByFile(long business, String fileHash);

  /// The campaigns of a business, the newest first.
  ///
  /// @param before only those with a smaller identifier
  List<Campaign> find(long business, long before, int limit);

  /// The campaigns that have something to be done: those that run, and those that have calls under
  /// way.
  List<Campaign> active();

  /// A campaign that was paused by itself, and that nobody has resumed or changed since.
  ///
  /// @param why as [Campaign#pausedFor]
  record Stopped(Campaign campaign, String why, Instant at) {}

  /// Those of all businesses, the one that was paused last first.
  List<Stopped> stopped();

  /// Those of a business.
  List<Stopped> stopped(long business);

  /// Makes a campaign another state, if it is in one of these.
  ///
  /// @param by who does it; null for the campaign itself
  /// @return whether it was
  boolean move(
      Campaign campaign,
      Set<Campaign.State> from,
      Campaign.State to,
      @Nullable String pausedFor,
      @Nullable String by,
      Instant at);

  /// Gives a campaign another plan, if it is in one of these states. One that was paused for a
  /// reason of its own is paused for none then.
  ///
  /// @return whether it was
  boolean plan(Campaign campaign, Set<Campaign.State> in, CampaignPlan plan, Instant at);

  Progress progress(long campaign);

  /// The rows of a campaign, in the order of the file.
  ///
  /// @param after only those that come after this place
  List<CampaignRow> rows(long campaign, int after, int limit);

  /// The rows that wait and are due, those that were due first come first.
  List<CampaignRow> due(long campaign, Instant now, int limit);

  /// When the next row that waits is due; empty when none waits.
  Optional<Instant> nextDue(long campaign);

  /// The rows whose calls are ordered, and those that are taken to order one.
  List<CampaignRow> ordered(long campaign);

  /// When calls were ordered since a moment.
  List<Instant> orderedSince(long campaign, Instant since);

  /// Takes a row that waits, to order a call to it, if the campaign runs and its pace leaves room
  /// for one more. Servers that ask at the same moment follow one another, so that the pace holds
  /// for all of them together. A row that was taken and gets no order stays taken; whoever finds it
  /// so after a while orders its call, which is the same one.
  ///
  /// @param most how many calls of the campaign may be ordered at once
  /// @param aMinute how many in the minute before
  /// @return whether it is taken
  boolean take(CampaignRow row, int most, int aMinute, Instant at);

  /// Notes the order of a row that was taken, unless that was noted before.
  void ordered(CampaignRow row, String order);

  /// Writes what came of a row, as it is given, if nothing was ordered for it since.
  ///
  /// @return whether it was written
  boolean settle(CampaignRow before, CampaignRow after);

  /// Notes of all rows that wait that nobody is called any more.
  void cancelRows(long campaign);
}
