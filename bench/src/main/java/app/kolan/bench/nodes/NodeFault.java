package app.kolan.bench.nodes;

import java.util.Locale;

/// What is done to servers while callers talk.
enum NodeFault {
  /// Nothing: what all others are compared with.
  NONE,
  /// The node with the most calls is killed as by `kill -9`, and started again later.
  KILL,
  /// It is stopped by SIGSTOP, as a machine that hangs, and goes on later.
  FREEZE,
  /// No node reaches the database: connections are refused.
  DATABASE,
  /// Each request to the database takes 200 ms longer.
  SLOW_DATABASE,
  /// What the node with the most calls sends to the database, and what other nodes send to it, is
  /// lost without a word.
  PARTITION,
  /// The disk of one node is full.
  DISK,
  /// The store of sounds hangs.
  STORE,
  /// One node's clock is a quarter of an hour ahead, and another's as much behind.
  CLOCKS,
  /// Each node is stopped and started, one after the other.
  RESTART,
  /// A node is killed while it fetches messages from a Twilio that is slow to send them.
  RECORDING,
  /// Another haproxy takes its place, as after a change of its configuration.
  BALANCER;

  /// As the command line has it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
