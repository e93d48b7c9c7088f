import './written-once.test.ts';
