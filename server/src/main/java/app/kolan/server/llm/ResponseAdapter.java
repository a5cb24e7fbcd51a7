package app.kolan.server.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// Corrects the events of one response before LangChain4j reads them. Used by one thread.
interface ResponseAdapter {
  /// Changes nothing.
  ResponseAdapter NONE = _ -> false;

  /// Corrects an event in place.
  ///
  /// @return whether something was changed
  boolean adapt(ObjectNode event);

  /// The event that a server has left out before it said that the response is complete; null when
  /// nothing is missing.
  default @Nullable ObjectNode missing() {
    return null;
  }
}
