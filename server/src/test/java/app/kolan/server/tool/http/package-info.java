/// Tests of tools that are asked over HTTP.
@NullMarked
package app.kolan.server.tool.http;

import org.jspecify.annotations.NullMarked;
