package app.kolan.server.directory;

import app.kolan.server.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the operator's files over again when one has changed, or on request.
///
/// It looks at the folder every other second, which also works where no file system tells of
/// changes, and waits until the folder has been the same for one look: a checkout changes many
/// files. Safe to share.
public final class BusinessFileWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BusinessFileWatch.class);
  private static final long LOOKS_MILLIS = 2000;
  private static final int MOST_FILES = 10_000;

  private final BusinessFiles files;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("business-files").daemon().factory());
  private DirectorySettings settings;
  private Map<Path, Stamp> taken;
  private Map<Path, Stamp> seen;

  private record Stamp(FileTime modified, long size) {}

  private BusinessFileWatch(BusinessFiles files, DirectorySettings settings) {
    this.files = files;
    this.settings = settings;
    taken = stamps(settings.folder());
    seen = taken;
  }

  /// Takes all files over, and goes on to look at them.
  ///
  /// @param whenOpen does something once the store can be used
  /// @throws StoreException when the store fails
  public static BusinessFileWatch begin(
      BusinessFiles files, DirectorySettings settings, Consumer<Runnable> whenOpen) {
    var watch = new BusinessFileWatch(files, settings);
    whenOpen.accept(watch::takeFirst);
    return watch;
  }

  private synchronized void takeFirst() {
    files.importAll(settings);
    if (settings.folder() != null) {
      var _ =
          thread.scheduleWithFixedDelay(
              this::look, LOOKS_MILLIS, LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /// Takes all files over again, whether one has changed or not.
  ///
  /// @param now the settings as they are now, with the businesses in `kolan.yaml`
  /// @throws StoreException when the store fails
  public synchronized void reload(DirectorySettings now) {
    settings = now;
    taken = stamps(now.folder());
    seen = taken;
    files.importAll(now);
  }

  /// Looks once, and takes the files over when they have changed and are at rest.
  synchronized void look() {
    try {
      Map<Path, Stamp> now = stamps(settings.folder());
      if (now.equals(seen) && !now.equals(taken)) {
        LOG.info("the files of businesses have changed and are read again");
        files.importAll(settings);
        taken = now;
      }
      seen = now;
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("the files of businesses are not taken over now, and tried again");
    } catch (RuntimeException e) {
      LOG.error("the files of businesses could not be taken over", e);
    }
  }

  private static Map<Path, Stamp> stamps(@Nullable Path folder) {
    var stamps = new TreeMap<Path, Stamp>();
    if (folder == null) {
      return stamps;
    }
    try (Stream<Path> found = Files.walk(folder, 2)) {
      found
          .filter(file -> !folder.relativize(file).toString().startsWith("."))
          .limit(MOST_FILES)
          .forEach(
              file -> {
                try {
                  var about = Files.readAttributes(file, BasicFileAttributes.class);
                  if (about.isRegularFile()) {
                    stamps.put(file, new Stamp(about.lastModifiedTime(), about.size()));
                  }
                } catch (IOException _) {
                  stamps.put(file, new Stamp(FileTime.fromMillis(0), -1));
                }
              });
    } catch (IOException | UncheckedIOException _) {
      return Map.of(folder, new Stamp(FileTime.fromMillis(0), -1));
    }
    return stamps;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
