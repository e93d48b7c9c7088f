import { render } from 'preact';
import { App } from './app.tsx';
import './styles/colours.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/query.css';
import './styles/timeline.css';
import './styles/list.css';
import './styles/views.css';

const root = document.createElement('div');
document.body.append(root);
render(<App />, root);
