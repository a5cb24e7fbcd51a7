package app.kolan.server.tool;

import app.kolan.server.business.CallContext;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.store.ToolCallStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tools that a business allows, and the one way to use them. Safe to share between calls.
/*
 * A model is talked to by strangers, so nothing that it wants is taken on trust:
 *
 *   it wants ─ is there such a tool? ─ is it allowed here? ─ do its arguments fit? ─ it is used
 *                 └────────── no: a result that says so, from which it can fix its call
 *
 * Whatever happens, there is a result in words; a call never breaks because of a tool.
 *
 * A use is written down before it is made and after it. So the same use, asked for again by a model
 * that was connected anew, gets the result that is written down:
 *
 *   in the ledger      reads            writes here      reaches outside
 *   nothing            used             used             used
 *   begun, running     the one result   the one result   the one result
 *   begun, crashed     used             used             "it may have been done"
 *   ended              its result       its result       its result
 *
 * A use that has begun is not given up when the caller hangs up: what was promised is done, within
 * the tool's time. */
public final class ToolBox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ToolBox.class);

  /// About as much as a model reads without losing the thread.
  static final int MOST_LETTERS_OF_A_RESULT = 8 * 1024;

  private static final ToolResult BLOCKED =
      ToolResult.blocked(
          "This is a simulated call: nothing was done outside. Go on as if it had been done.");
  private static final ToolResult NOT_KEPT =
      ToolResult.failed("It was not done: nothing can be written down at the moment.");
  private static final ToolResult NOBODY_KNOWS =
      ToolResult.timedOut(
          "It was begun before, and it is not known whether it was done. Do not try again; tell"
              + " the caller that it is not certain.");
  private static final ToolResult CLOSED = ToolResult.failed("The server is stopping.");

  private final Map<String, Tool> tools;
  private final Map<String, Parameters> parameters;
  private final DiscoveredTools late;
  private final Map<String, Parameters> ofLate = new ConcurrentHashMap<>();
  private final ToolCallLog callLog;
  private final InFlight underWay;

  private ToolBox(
      Map<String, Tool> tools,
      Map<String, Parameters> parameters,
      DiscoveredTools late,
      ToolCallLog callLog,
      InFlight underWay) {
    this.late = late;
    this.tools = tools;
    this.parameters = parameters;
    this.callLog = callLog;
    this.underWay = underWay;
  }

  /// A box of these tools, and no others.
  ///
  /// @throws IllegalArgumentException when two have one name, or one has parameters that cannot be
  ///   read
  public static ToolBox of(List<Tool> allowed, ToolCallStore toolCalls, InstantSource clock) {
    return of(allowed, DiscoveredTools.NONE, toolCalls, clock);
  }

  /// @param late those that become known later; one with the name of another is left out
  public static ToolBox of(
      List<Tool> allowed, DiscoveredTools late, ToolCallStore toolCalls, InstantSource clock) {
    var tools = new LinkedHashMap<String, Tool>();
    var parameters = new LinkedHashMap<String, Parameters>();
    for (Tool tool : allowed) {
      String name = tool.spec().name();
      if (tools.putIfAbsent(name, tool) != null) {
        throw new IllegalArgumentException("two tools are called " + name);
      }
      try {
        parameters.put(name, Parameters.readChecked(tool.spec().parameters()));
      } catch (MalformedSchema e) {
        throw new IllegalArgumentException("the parameters of " + name + " cannot be read", e);
      }
    }
    return new ToolBox(tools, parameters, late, new ToolCallLog(toolCalls, clock), new InFlight());
  }

  /// Does now what the first use of each tool would have to wait for.
  public void warmUp() {
    parameters.forEach(
        (name, known) -> {
          try {
            known.compile();
          } catch (MalformedSchema e) {
            LOG.atError().setCause(e).addKeyValue("tool", name).log("a tool's schema is broken");
          }
        });
  }

  /// Has those looked for that become known later, so that they are known when they are needed.
  /// Does not wait.
  public void prepare() {
    var _ = late.known();
  }

  private @Nullable Tool find(String name) {
    Tool tool = tools.get(name);
    return tool != null
        ? tool
        : late.known().stream()
            .filter(each -> each.spec().name().equals(name))
            .findFirst()
            .orElse(null);
  }

  private Parameters parametersOf(Tool tool) {
    Parameters known = parameters.get(tool.spec().name());
    return known != null
        ? known
        : ofLate.computeIfAbsent(
            tool.spec().parameters(),
            schema -> {
              try {
                return Parameters.readChecked(schema);
              } catch (MalformedSchema e) {
                throw new IllegalStateException("a schema that was read before", e);
              }
            });
  }

  /// What a model is told about the tools in a call that came in; empty when there are none.
  public List<ToolSpec> specs() {
    return specs(false);
  }

  /// What a model is told about the tools; empty when there are none.
  ///
  /// @param isPlaced whether the call was placed so that the agent talks
  public List<ToolSpec> specs(boolean isPlaced) {
    var all = new LinkedHashMap<>(tools);
    late.known().forEach(tool -> all.putIfAbsent(tool.spec().name(), tool));
    return all.values().stream()
        .filter(tool -> isPlaced || !tool.needsPlacedTalk())
        .map(Tool::spec)
        .toList();
  }

  /// Uses a tool and waits for its result. Never fails: what goes wrong is said in the result.
  ///
  /// @throws InterruptedException promptly; a use that has begun goes on without being waited for
  public ToolResult use(CallContext call, ToolCall wanted) throws InterruptedException {
    try {
      return begin(call, wanted).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a use of a tool always has a result", e);
    }
  }

  /// Begins to use a tool, and returns at once. The result always comes, within the tool's time and
  /// that of the stores, and on a thread of its own. The same use that is under way is not begun
  /// again.
  ///
  /// @param callersReplies how often the caller has spoken so far, after he had heard something
  /// @param before waits until the ledger has what the talk knew before, since a tool may write the
  ///   same rows; on the tool's thread
  public CompletableFuture<ToolResult> begin(
      CallContext call, ToolCall wanted, int callersReplies, Runnable before) {
    String fingerprint = ToolCallLog.fingerprint(call, wanted);
    return underWay.once(
        fingerprint,
        call,
        () -> {
          before.run();
          return carryOut(call, wanted, fingerprint, callersReplies);
        },
        CLOSED);
  }

  /// The same for a call of which nothing else is written.
  public CompletableFuture<ToolResult> begin(
      CallContext call, ToolCall wanted, int callersReplies) {
    return begin(call, wanted, callersReplies, () -> {});
  }

  /// The same where it is not known how often the caller has spoken: what he has to confirm is not
  /// done.
  public CompletableFuture<ToolResult> begin(CallContext call, ToolCall wanted) {
    return begin(call, wanted, 0);
  }

  /// Gives up what is under way.
  @Override
  public void close() {
    underWay.close();
  }

  private ToolResult carryOut(
      CallContext call, ToolCall wanted, String fingerprint, int callersReplies) {
    long from = System.nanoTime();
    ToolCallEntry entry = callLog.entry(call, wanted, fingerprint);
    Optional<ToolCallEntry> before;
    try {
      before = callLog.begin(entry);
    } catch (StoreException e) {
      return withoutLedger(call, wanted, fingerprint, callersReplies, e);
    }
    Optional<ToolResult> known = before.flatMap(ToolCallLog::resultOf);
    if (known.isPresent()) {
      return known.get();
    }
    ToolResult result = judge(call, wanted, fingerprint, callersReplies, before.isPresent());
    var took = Duration.ofNanos(System.nanoTime() - from);
    try {
      callLog.end(entry, result, took);
    } catch (StoreException e) {
      LOG.error("the result of a tool could not be kept", e);
    }
    LOG.atInfo()
        .addKeyValue("tool", find(wanted.name()) != null ? wanted.name() : "unknown")
        .addKeyValue("outcome", result.outcome())
        .addKeyValue("ms", took.toMillis())
        .log("a tool was used");
    return result;
  }

  /// What changes nothing is done even when nothing can be written down.
  private ToolResult withoutLedger(
      CallContext call,
      ToolCall wanted,
      String fingerprint,
      int callersReplies,
      StoreException failure) {
    LOG.error("the use of a tool could not be kept", failure);
    Tool tool = find(wanted.name());
    return tool != null && tool.effect() != SideEffect.READS
        ? NOT_KEPT
        : judge(call, wanted, fingerprint, callersReplies, false);
  }

  private ToolResult judge(
      CallContext call,
      ToolCall wanted,
      String fingerprint,
      int callersReplies,
      boolean crashedBefore) {
    Tool tool = find(wanted.name());
    if (tool == null) {
      return ToolResult.refused(
          "There is no such tool here. There are: %s."
              .formatted(
                  specs(call.placed() != null).stream()
                      .map(ToolSpec::name)
                      .collect(Collectors.joining(", "))));
    }
    Parameters asked = parametersOf(tool);
    boolean reachesOutside = tool.effect() == SideEffect.REACHES_OUTSIDE;
    if (crashedBefore && reachesOutside) {
      return NOBODY_KNOWS;
    }
    Arguments arguments;
    try {
      arguments = asked.take(wanted.arguments());
    } catch (InvalidArguments e) {
      return ToolResult.refused(
          "Nothing was done: the arguments are wrong. %s.".formatted(e.problem()));
    }
    if (reachesOutside && call.simulated()) {
      return BLOCKED;
    }
    return TimedToolCall.run(
            tool, new CheckedToolCall(call, fingerprint, arguments, callersReplies))
        .within(MOST_LETTERS_OF_A_RESULT);
  }
}
