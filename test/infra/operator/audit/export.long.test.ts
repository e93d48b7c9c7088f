import './export.system.test.ts';
