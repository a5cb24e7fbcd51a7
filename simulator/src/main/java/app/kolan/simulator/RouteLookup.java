package app.kolan.simulator;

import java.net.URI;

/// Maps the server's address to the one to connect to; called for each attempt.
@FunctionalInterface
interface RouteLookup {
  RouteLookup STRAIGHT = actual -> actual;

  URI through(URI actual);
}
