/// Tests of tools that are asked over HTTP.
@NullMarked
package app.kolan.server.tool.web;

import org.jspecify.annotations.NullMarked;
