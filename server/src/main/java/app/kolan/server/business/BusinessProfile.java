package app.kolan.server.business;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a business works: when it is open, whom callers may be connected to, and what its agent can
/// and may do.
///
/// @param instructions how its agent behaves, in words for a model; may be empty
/// @param hours null when they are not known
/// @param tools those that it brings along
/// @param localTools whether those may be on this machine
/// @param allowedTools the names of the tools that may be used; null allows all
/// @param summaries null when there is nowhere to send them
/// @param lexicon how its own words are said, by how they are written
/// @param sounds recordings of its own that are played in place of prompts: hashes of
///   [app.kolan.server.prompts.SoundStore], by the names of the prompts
/// @param limits how much of the server it may use
/// @param fields what it wants to know of each lead
/// @param alerts whom it has told of what happens in its calls
/// @param retention how long it keeps what
/// @param booking what callers can book; null when nothing
/// @param stories how callers talk and what has to come of it, to be played against a draft
public record BusinessProfile(
    String instructions,
    @Nullable OpeningHours hours,
    TransferTargets transfers,
    List<HttpToolSpec> tools,
    boolean localTools,
    @Nullable Set<String> allowedTools,
    @Nullable SummaryTarget summaries,
    Map<String, String> lexicon,
    Map<String, String> sounds,
    BusinessLimits limits,
    List<LeadField> fields,
    List<AlertRule> alerts,
    RetentionPolicy retention,
    @Nullable BookingSettings booking,
    List<CallerStory> stories) {
  /// A business of which nothing is known.
  public static final BusinessProfile NONE =
      new BusinessProfile("", null, TransferTargets.NONE, List.of(), false, null, null, Map.of());

  /// A business without recordings of its own, and without limits.
  public BusinessProfile(
      String instructions,
      @Nullable OpeningHours hours,
      TransferTargets transfers,
      List<HttpToolSpec> tools,
      boolean localTools,
      @Nullable Set<String> allowedTools,
      @Nullable SummaryTarget summaries,
      Map<String, String> lexicon) {
    this(
        instructions,
        hours,
        transfers,
        tools,
        localTools,
        allowedTools,
        summaries,
        lexicon,
        Map.of(),
        BusinessLimits.NONE,
        List.of(),
        List.of(),
        RetentionPolicy.NONE,
        null,
        List.of());
  }

  public BusinessProfile {
    tools = List.copyOf(tools);
    allowedTools = allowedTools == null ? null : Set.copyOf(allowedTools);
    lexicon = Map.copyOf(lexicon);
    sounds = Map.copyOf(sounds);
    fields = List.copyOf(fields);
    alerts = List.copyOf(alerts);
    stories = List.copyOf(stories);
  }

  /// The same with other limits.
  public BusinessProfile withLimits(BusinessLimits others) {
    return new BusinessProfile(
        instructions,
        hours,
        transfers,
        tools,
        localTools,
        allowedTools,
        summaries,
        lexicon,
        sounds,
        others,
        fields,
        alerts,
        retention,
        booking,
        stories);
  }

  /// The same with other rules of alerts.
  public BusinessProfile withAlerts(List<AlertRule> others) {
    return new BusinessProfile(
        instructions,
        hours,
        transfers,
        tools,
        localTools,
        allowedTools,
        summaries,
        lexicon,
        sounds,
        limits,
        fields,
        others,
        retention,
        booking,
        stories);
  }

  /// The same with other things that can be booked.
  public BusinessProfile withBooking(@Nullable BookingSettings other) {
    return new BusinessProfile(
        instructions,
        hours,
        transfers,
        tools,
        localTools,
        allowedTools,
        summaries,
        lexicon,
        sounds,
        limits,
        fields,
        alerts,
        retention,
        other,
        stories);
  }

  /// The keys of what is set and a model alone makes use of, as they stand below `business`.
  public List<String> settingsOfModels() {
    var keys = new ArrayList<String>();
    if (!instructions.isEmpty()) {
      keys.add("instructions");
    }
    if (hours != null && hours.week().values().stream().anyMatch(day -> !day.isEmpty())) {
      keys.add("hours");
    }
    if (!transfers.all().isEmpty()) {
      keys.add("transfer-to");
    }
    if (!tools.isEmpty()) {
      keys.add("tools");
    }
    if (allowedTools != null) {
      keys.add("allowed-tools");
    }
    if (summaries != null) {
      keys.add("summary-url");
    }
    if (booking != null) {
      keys.add("booking");
    }
    return List.copyOf(keys);
  }

  /// Whether a tool of this name may be used.
  public boolean allows(String tool) {
    return allowedTools == null || allowedTools.contains(tool);
  }
}
