// CommonJS packages that require Nest's ES modules find them evaluated; jest refuses to do both in one graph.
import '@nestjs/common';
import '@nestjs/core';
