package app.kolan.server.nodes;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// The nodes, as one of them knows them: at most one sign of life late, and without a wait. Safe to
/// share.
public interface Nodes extends AutoCloseable {
  /// The one server of a database of its own.
  Nodes ALONE =
      new Nodes() {
        @Override
        public @Nullable String id() {
          return null;
        }

        @Override
        public boolean hasOthers() {
          return false;
        }

        @Override
        public boolean isLeaving() {
          return false;
        }

        @Override
        public Set<String> live() {
          return Set.of();
        }

        @Override
        public List<Node> all() {
          return List.of();
        }

        @Override
        public List<String> warnings() {
          return List.of();
        }

        @Override
        public InstantSource clock(InstantSource own) {
          return own;
        }

        @Override
        public void onGone(Consumer<String> listener) {}

        @Override
        public void drain() {}

        @Override
        public void leave() {}

        @Override
        public void close() {}
      };

  /// What this run of this server is known by; null where no other can use the database.
  @Nullable String id();

  /// Whether no other can use the database.
  default boolean isAlone() {
    return id() == null;
  }

  /// Tells the others where this one is asked.
  ///
  /// @param hostAndPort as they reach it
  default void reachableAt(String hostAndPort) {}

  /// Whether another node takes calls, as far as is known.
  boolean hasOthers();

  /// Whether this node is leaving and others go on with its talks.
  boolean isLeaving();

  /// Counts the conversations of this node from now on.
  default void countCalls(IntSupplier conversations) {}

  /// The identifiers of all that live, this one among them.
  Set<String> live();

  /// Whether this node has shown signs of life long enough to know who else does. After the
  /// database was away, nobody has for a while, and those who live are not gone.
  default boolean canTellTheDead() {
    return true;
  }

  /// All that are not long gone.
  List<Node> all();

  /// What an operator should know of this node and the others, in words.
  List<String> warnings();

  /// A clock that agrees with those of the other nodes: this machine's, corrected by the database's
  /// where it is wrong by seconds.
  InstantSource clock(InstantSource own);

  /// Calls this with the identifier of each node that was live and is no more, on a thread of the
  /// nodes'. It may block for the database.
  void onGone(Consumer<String> listener);

  /// Tells the others that this node is about to stop; does not wait.
  void drain();

  /// The talks that are still on are to go on at other nodes, if there are any.
  void leave();

  /// Tells the others that this node is gone. Blocks for the database; never throws.
  @Override
  void close();
}
