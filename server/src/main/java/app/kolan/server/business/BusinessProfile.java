package app.kolan.server.business;

import app.kolan.server.business.HolidayPolicy.City;
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
/// @param calling how it calls out
/// @param handOver how callers are handed over to people
/// @param mcpServers servers of the Model Context Protocol whose tools its agent may use
/// @param translatesCalls whether what callers said in another language is translated
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
    List<CallerStory> stories,
    CallingSettings calling,
    HandOverMode handOver,
    List<McpServerSpec> mcpServers,
    boolean translatesCalls) {
  /// A business of which nothing is known.
  public static final BusinessProfile NONE = builder().build();

  public BusinessProfile {
    tools = List.copyOf(tools);
    allowedTools = allowedTools == null ? null : Set.copyOf(allowedTools);
    lexicon = Map.copyOf(lexicon);
    sounds = Map.copyOf(sounds);
    fields = List.copyOf(fields);
    alerts = List.copyOf(alerts);
    stories = List.copyOf(stories);
    mcpServers = List.copyOf(mcpServers);
  }

  /// A business of which nothing is known, to be told more.
  public static Builder builder() {
    return new Builder();
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
    if (!mcpServers.isEmpty()) {
      keys.add("mcp");
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

  /// Makes a profile of what is known; what is not set is as in [#NONE]. For one thread.
  public static final class Builder {
    private String instructions = "";
    private @Nullable OpeningHours hours;
    private TransferTargets transfers = TransferTargets.NONE;
    private List<HttpToolSpec> tools = List.of();
    private boolean localTools;
    private @Nullable Set<String> allowedTools;
    private @Nullable SummaryTarget summaries;
    private Map<String, String> lexicon = Map.of();
    private Map<String, String> sounds = Map.of();
    private BusinessLimits limits = BusinessLimits.NONE;
    private List<LeadField> fields = List.of();
    private List<AlertRule> alerts = List.of();
    private RetentionPolicy retention = RetentionPolicy.NONE;
    private @Nullable BookingSettings booking;
    private List<CallerStory> stories = List.of();
    private CallingSettings calling =
        CallingSettings.usual(
            CallingSettings.usualQuiet(BusinessLocale.ISRAEL.zone(), City.JERUSALEM));

    private HandOverMode handOver = HandOverMode.COLD;
    private List<McpServerSpec> mcpServers = List.of();
    private boolean translatesCalls = true;

    private Builder() {}

    public Builder instructions(String instructions) {
      this.instructions = instructions;
      return this;
    }

    public Builder hours(@Nullable OpeningHours hours) {
      this.hours = hours;
      return this;
    }

    public Builder transfers(TransferTargets transfers) {
      this.transfers = transfers;
      return this;
    }

    public Builder tools(List<HttpToolSpec> tools) {
      this.tools = tools;
      return this;
    }

    public Builder localTools(boolean localTools) {
      this.localTools = localTools;
      return this;
    }

    public Builder allowedTools(@Nullable Set<String> allowedTools) {
      this.allowedTools = allowedTools;
      return this;
    }

    public Builder summaries(@Nullable SummaryTarget summaries) {
      this.summaries = summaries;
      return this;
    }

    public Builder lexicon(Map<String, String> lexicon) {
      this.lexicon = lexicon;
      return this;
    }

    public Builder sounds(Map<String, String> sounds) {
      this.sounds = sounds;
      return this;
    }

    public Builder limits(BusinessLimits limits) {
      this.limits = limits;
      return this;
    }

    public Builder fields(List<LeadField> fields) {
      this.fields = fields;
      return this;
    }

    public Builder alerts(List<AlertRule> alerts) {
      this.alerts = alerts;
      return this;
    }

    public Builder retention(RetentionPolicy retention) {
      this.retention = retention;
      return this;
    }

    public Builder booking(@Nullable BookingSettings booking) {
      this.booking = booking;
      return this;
    }

    public Builder stories(List<CallerStory> stories) {
      this.stories = stories;
      return this;
    }

    public Builder calling(CallingSettings calling) {
      this.calling = calling;
      return this;
    }

    public Builder handOver(HandOverMode handOver) {
      this.handOver = handOver;
      return this;
    }

    public Builder mcpServers(List<McpServerSpec> mcpServers) {
      this.mcpServers = mcpServers;
      return this;
    }

    public Builder translatesCalls(boolean translatesCalls) {
      this.translatesCalls = translatesCalls;
      return this;
    }

    public BusinessProfile build() {
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
          booking,
          stories,
          calling,
          handOver,
          mcpServers,
          translatesCalls);
    }
  }
}
