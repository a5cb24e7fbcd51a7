package app.kolan.cli;

import app.kolan.server.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Says in a sentence why a command could not do its work, where the world is the cause: a folder,
/// a disk, a port, a server that does not end a call. Anything else is a fault of Kolan's and keeps
/// its stack trace.
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    @Nullable String reason = reason(failure);
    if (reason == null) {
      err.println("This is a fault of Kolan's; please report it with these lines:");
      failure.printStackTrace(err);
    } else {
      err.println(
          "%s could not do it: %s".formatted(commandLine.getCommandSpec().qualifiedName(), reason));
    }
    err.flush();
    return ExitCode.SOFTWARE;
  }

  private static @Nullable String reason(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> null;
      case UncheckedIOException wrapped -> reason(wrapped.getCause());
      case FileSystemException file -> reason(file);
      case StoreException store -> store.getMessage();
      case TimeoutException _ -> "the call did not end in time; the server may have kept it open";
      case IOException io ->
          io.getMessage() == null ? io.getClass().getSimpleName() : io.getMessage();
      default -> null;
    };
  }

  private static String reason(FileSystemException failure) {
    String file = failure.getFile();
    return switch (failure) {
      case AccessDeniedException _ ->
          "%s may not be written or read by this user; go to a folder of your own, or name one"
              .formatted(file);
      case NoSuchFileException _ -> "there is no %s".formatted(file);
      case NotDirectoryException _ -> "%s is no folder".formatted(file);
      case FileAlreadyExistsException _ -> "%s is there already, and is no folder".formatted(file);
      default -> {
        String why = failure.getReason() == null ? "it cannot be used" : failure.getReason();
        yield "%s: %s; name another place, or fix this one".formatted(file, why);
      }
    };
  }
}
