package app.kolan.server.callevents;

import app.kolan.server.nodes.NodeRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// What this node tells another of its calls, line by line: first which run of events it is, then
/// an event each, and once that some were lost, where that is so.
public final class EventFeed implements AutoCloseable {
  private final CallEvents.Watch watch;
  private String first;
  private boolean gapIsTold;

  /// @param wake as [CallEvents#watch]
  public EventFeed(
      CallEvents events, NodeRequest.Events asked, InstantSource clock, Runnable wake) {
    boolean isKnown = asked.run().equals(events.run());
    Instant since = clock.instant().minusMillis(isKnown ? 0 : asked.sinceMillis());
    watch =
        events.watch(
            event -> isKnown || !event.at().isBefore(since), isKnown ? asked.after() : 0, wake);
    // Of those before nobody was to hear.
    gapIsTold = !isKnown && watch.hasGap();
    first = NodeRequest.JSON.createObjectNode().put("run", events.run()).toString();
  }

  /// The next line; empty for none yet.
  public Optional<String> next() {
    if (!first.isEmpty()) {
      String line = first;
      first = "";
      return Optional.of(line);
    }
    Optional<String> event = watch.poll().map(CallEventJson::write).map(ObjectNode::toString);
    if (event.isEmpty() && watch.hasGap() && !gapIsTold) {
      gapIsTold = true;
      return Optional.of(NodeRequest.JSON.createObjectNode().put("gap", true).toString());
    }
    return event;
  }

  @Override
  public void close() {
    watch.close();
  }
}
