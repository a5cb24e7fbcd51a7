/// The echo: what the doctor may ask of a server, and how it proves who asks.
@NullMarked
package app.kolan.server.line.echo;

import org.jspecify.annotations.NullMarked;
