package app.kolan.simulator;

import java.net.URI;

/// Where a request really goes: asked for each attempt, with the server's own address.
@FunctionalInterface
interface Way {
  Way STRAIGHT = actual -> actual;

  URI through(URI actual);
}
